package geo

import "fmt"

// Side is a named group of controllers that the verdict takes as one. A controller in no group is a side of its own.
type Side struct {
	ID          SideID
	Label       Text
	Controllers []ControllerID
}

// Settings are the conventions of an enclave, versioned in recorded time.
type Settings struct {
	Version       SettingsVersion
	Enclave       EnclaveID
	Thresholds    Thresholds
	Controllers   []Controller
	Sides         []Side
	DefaultSeries SeriesID
	// DefaultSeriesReason says why that series is shown first.
	DefaultSeriesReason Text
	Boundary            BoundaryRef
	Recorded            Interval
}

// DefaultSettings returns the settings a new enclave starts with, without boundary or default series.
func DefaultSettings(enclave EnclaveID) Settings {
	return Settings{Enclave: enclave, Thresholds: DefaultThresholds(), Controllers: DefaultControllers()}
}

// Controller returns the controller of the legend with that id.
func (s Settings) Controller(id ControllerID) (Controller, bool) {
	for _, c := range s.Controllers {
		if c.ID == id {
			return c, true
		}
	}
	return Controller{}, false
}

// SideOf returns the side a controller belongs to, and whether it belongs to one: contested and unassigned ground
// does not.
func (s Settings) SideOf(id ControllerID) (SideID, bool) {
	if c, known := s.Controller(id); known && !c.Sided() {
		return "", false
	}
	for _, side := range s.Sides {
		for _, member := range side.Controllers {
			if member == id {
				return side.ID, true
			}
		}
	}
	return SideID(id), true
}

// Validate returns an error of kind [ErrInvalid] if the legend has no or doubled controllers, a side is malformed or
// names an unknown controller or one of another side, or a threshold is out of range.
func (s Settings) Validate() error {
	if err := ValidateID("enclave", s.Enclave); err != nil {
		return err
	}
	if err := s.validateLegend(); err != nil {
		return err
	}
	if err := s.validateSides(); err != nil {
		return err
	}
	return within("thresholds", s.Thresholds.Validate())
}

func (s Settings) validateLegend() error {
	seen := make(map[ControllerID]bool)
	for _, c := range s.Controllers {
		if err := c.Validate(); err != nil {
			return err
		}
		if seen[c.ID] {
			return invalidf("controllers", "%q stands twice", c.ID)
		}
		seen[c.ID] = true
	}
	if !seen[Unassigned] {
		return invalidf("controllers", "the legend must have %q, which every series starts from", Unassigned)
	}
	return nil
}

func (s Settings) validateSides() error {
	owner := make(map[ControllerID]SideID)
	for i, side := range s.Sides {
		field := fmt.Sprintf("sides[%d]", i)
		if err := within(field, ValidateID("id", side.ID)); err != nil {
			return err
		}
		if err := side.Label.Validate(field + ".label"); err != nil {
			return err
		}
		for _, id := range side.Controllers {
			c, known := s.Controller(id)
			if !known || !c.Sided() {
				return invalidf(field, "%q is not a controller that can belong to a side", id)
			}
			if other, taken := owner[id]; taken {
				return invalidf(field, "%q belongs to side %q already", id, other)
			}
			owner[id] = side.ID
		}
	}
	return nil
}
