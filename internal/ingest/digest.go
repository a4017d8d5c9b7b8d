package ingest

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"time"

	"splitline/geo"
)

// meaning is what, besides its content, decides what a file says: the same content with another meaning is another
// statement. Its JSON is hashed, so fields keep their names.
type meaning struct {
	Content            []byte                      `json:"content"`
	ValidFrom          string                      `json:"valid_from"`
	ValidFromProperty  string                      `json:"valid_from_property"`
	ValidFromFilename  string                      `json:"valid_from_filename"`
	ValidTo            string                      `json:"valid_to"`
	ValidToProperty    string                      `json:"valid_to_property"`
	Controller         geo.ControllerID            `json:"controller"`
	ControllerProperty string                      `json:"controller_property"`
	ControllerMap      map[string]geo.ControllerID `json:"controller_map"`
	Remainder          geo.ControllerID            `json:"remainder"`
	CloseToBoundaryM   float64                     `json:"close_to_boundary_m"`
	Source             geo.Source                  `json:"source"`
	Assessment         geo.Assessment              `json:"assessment"`
	Note               string                      `json:"note"`
}

// digest identifies a file together with what its areas mean. The name of the file counts only where a date is read
// from it; when it was retrieved does not count.
func digest(c content, o Options, zone *time.Location) (string, error) {
	m := meaning{
		Content: c.hash[:], ValidFrom: momentText(o.ValidFrom, zone), ValidFromProperty: o.ValidFromProperty,
		ValidTo: momentText(o.ValidTo, zone), ValidToProperty: o.ValidToProperty,
		Controller: o.Controller, ControllerProperty: o.ControllerProperty, ControllerMap: o.ControllerMap,
		Remainder: o.Remainder, CloseToBoundaryM: o.CloseToBoundaryM,
		Source: o.Source, Assessment: o.Assessment, Note: o.Note,
	}
	m.Source.RetrievedAt = time.Time{}
	if o.ValidFromFilename {
		if day, err := DayOfFileName(c.input.base()); err == nil {
			m.ValidFromFilename = day.String()
		}
	}
	text, err := json.Marshal(m)
	if err != nil {
		return "", fmt.Errorf("digest of %s: %w", c.input.Name, err)
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:]), nil
}

func momentText(m *geo.Moment, zone *time.Location) string {
	if m == nil {
		return ""
	}
	return m.Start(zone).Format(time.RFC3339) + " " + string(m.Precision())
}
