package geo

import (
	"net/url"
	"regexp"
	"time"
)

// Grade is an Admiralty grade: reliability of the source A–F, then credibility of the information 1–6 (NATO AJP-2.1,
// annex on source and information evaluation). F6 is not judged.
type Grade string

// NotJudged is the grade of a source that nobody has judged.
const NotJudged Grade = "F6"

var gradePattern = regexp.MustCompile(`^[A-F][1-6]$`)

// Validate returns an error of kind [ErrInvalid] if the grade is not a letter A–F followed by a digit 1–6.
func (g Grade) Validate() error {
	if !gradePattern.MatchString(string(g)) {
		return invalidf("grade", "%q must be a letter A to F and a digit 1 to 6", string(g))
	}
	return nil
}

// Source is where a statement comes from. Times that are not known are zero. Its JSON is the wire form: what is not
// known is absent.
type Source struct {
	Title     string `json:"title"`
	Publisher string `json:"publisher,omitempty"`
	// Affiliation is the controller the publisher belongs to, or "".
	Affiliation ControllerID `json:"affiliation,omitempty"`
	URL         string       `json:"url,omitempty"`
	ArchiveURL  string       `json:"archive_url,omitempty"`
	Grade       Grade        `json:"grade"`
	// ObservedAt is when somebody looked, PublishedAt when it was published, RetrievedAt when we read it.
	ObservedAt  time.Time `json:"observed_at,omitzero"`
	PublishedAt time.Time `json:"published_at,omitzero"`
	RetrievedAt time.Time `json:"retrieved_at,omitzero"`
	Licence     string    `json:"licence,omitempty"`
	// Language is the BCP 47 tag of the source's own text, or "".
	Language string `json:"language,omitempty"`
}

// Validate returns an error of kind [ErrInvalid] if the title is missing or a given part is malformed.
func (s Source) Validate() error {
	if s.Title == "" {
		return invalidf("title", "must be given")
	}
	if s.Affiliation != "" {
		if err := ValidateID("affiliation", s.Affiliation); err != nil {
			return err
		}
	}
	if err := validateURL("url", s.URL); err != nil {
		return err
	}
	if err := validateURL("archive_url", s.ArchiveURL); err != nil {
		return err
	}
	if s.Language != "" && !languageTag.MatchString(s.Language) {
		return invalidf("language", "%q is not a language tag", s.Language)
	}
	return s.Grade.Validate()
}

// validateURL accepts "" and absolute http and https addresses.
func validateURL(field, address string) error {
	if address == "" {
		return nil
	}
	u, err := url.Parse(address)
	if err != nil || u.Host == "" || (u.Scheme != "http" && u.Scheme != "https") {
		return invalidf(field, "%q must be an absolute http or https address", address)
	}
	return nil
}
