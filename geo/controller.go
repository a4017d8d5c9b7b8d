package geo

// The controllers of the default legend.
const (
	IsraeliHeld ControllerID = "israeli-held"
	HamasHeld   ControllerID = "hamas-held"
	Contested   ControllerID = "contested"
	Unassigned  ControllerID = "unassigned"
)

// Controller is a class of the legend of an enclave.
type Controller struct {
	ID    ControllerID
	Label Text
	// Definition says what evidence qualifies ground for this class.
	Definition Text
	// Contested and Unassigned ground belongs to no side.
	Contested  bool
	Unassigned bool
	// Force says that this is an international force that a plan sends, whose ground is told apart.
	Force bool `json:",omitempty"`
}

// Validate returns an error of kind [ErrInvalid] if the id or a text is malformed or more than one flag is set.
func (c Controller) Validate() error {
	if err := ValidateID("controller", c.ID); err != nil {
		return err
	}
	if err := c.Label.Validate("controller " + string(c.ID) + " label"); err != nil {
		return err
	}
	if err := c.Definition.Validate("controller " + string(c.ID) + " definition"); err != nil {
		return err
	}
	if c.Contested && c.Unassigned {
		return invalidf("controller "+string(c.ID), "must not be both contested and unassigned")
	}
	if c.Force && !c.Sided() {
		return invalidf("controller "+string(c.ID), "a force must not be contested or unassigned")
	}
	return nil
}

// Sided reports whether ground of this controller belongs to a side.
func (c Controller) Sided() bool { return !c.Contested && !c.Unassigned }

// DefaultControllers returns the legend an enclave starts with, in English, Hebrew and Arabic.
func DefaultControllers() []Controller {
	return []Controller{
		{
			ID:    IsraeliHeld,
			Label: Text{"en": "Israeli-held", "he": "בשליטה ישראלית", "ar": "تحت سيطرة إسرائيلية"},
			Definition: Text{
				"en": "Israeli forces are present or decide who may enter.",
				"he": "כוחות ישראליים נמצאים במקום או קובעים מי רשאי להיכנס.",
				"ar": "توجد قوات إسرائيلية أو تقرر من يحق له الدخول.",
			},
		},
		{
			ID:    HamasHeld,
			Label: Text{"en": "Hamas-held", "he": "בשליטת חמאס", "ar": "تحت سيطرة حماس"},
			Definition: Text{
				"en": "Hamas or bodies it runs police the ground and no other force does.",
				"he": "חמאס או גופים שבניהולו אוכפים סדר במקום, ושום כוח אחר אינו עושה זאת.",
				"ar": "تتولى حماس أو أجهزة تديرها حفظ الأمن ولا تفعل ذلك أي قوة أخرى.",
			},
		},
		{
			ID:    Contested,
			Label: Text{"en": "Contested", "he": "שנוי במחלוקת", "ar": "متنازع عليه"},
			Definition: Text{
				"en": "Two or more forces operate and none decides alone.",
				"he": "שני כוחות או יותר פועלים במקום ואף אחד מהם אינו מכריע לבדו.",
				"ar": "تعمل قوتان أو أكثر ولا تنفرد أي منها بالقرار.",
			},
			Contested: true,
		},
		{
			ID:    Unassigned,
			Label: Text{"en": "Unassigned", "he": "לא משויך", "ar": "غير محدد"},
			Definition: Text{
				"en": "No statement covers this ground.",
				"he": "שום הצהרה אינה מכסה שטח זה.",
				"ar": "لا يغطي هذه الأرض أي بيان.",
			},
			Unassigned: true,
		},
	}
}
