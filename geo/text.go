package geo

import (
	"regexp"
	"slices"
	"strings"
)

// Text is a text in one or more languages, keyed by BCP 47 language tag ("en", "he", "ar").
type Text map[string]string

var languageTag = regexp.MustCompile(`^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$`)

// English returns a text that is known in English only.
func English(s string) Text { return Text{"en": s} }

// In returns the text in the language ("he-IL" falls back to "he"), else in English, else in the first language by
// tag, else "".
func (t Text) In(language string) string {
	primary, _, _ := strings.Cut(language, "-")
	for _, tag := range []string{language, primary, "en"} {
		if s, ok := t[tag]; ok {
			return s
		}
	}
	tags := t.Languages()
	if len(tags) == 0 {
		return ""
	}
	return t[tags[0]]
}

// Languages returns the tags of the text in alphabetical order.
func (t Text) Languages() []string {
	tags := make([]string, 0, len(t))
	for tag := range t {
		tags = append(tags, tag)
	}
	slices.Sort(tags)
	return tags
}

// Validate returns an error of kind [ErrInvalid] naming field if the text is empty, has a malformed language tag or
// an empty string in a language.
func (t Text) Validate(field string) error {
	if len(t) == 0 {
		return invalidf(field, "must be given in at least one language")
	}
	for _, tag := range t.Languages() {
		if !languageTag.MatchString(tag) {
			return invalidf(field, "%q is not a language tag", tag)
		}
		if t[tag] == "" {
			return invalidf(field, "is empty in language %q", tag)
		}
	}
	return nil
}
