package server

import (
	"encoding/json"
	"fmt"
	"path"
	"reflect"
	"strings"
	"time"

	"github.com/getkin/kin-openapi/openapi3"

	"splitline/geo"
	"splitline/geo/change"
	"splitline/geo/split"
	"splitline/internal/answer"
)

// schemas makes the schemas of Go types from their JSON tags: a member is required unless it can be left out, and no
// other members are allowed. Structs with a name become components.
type schemas struct {
	components openapi3.Schemas
	types      map[string]reflect.Type
}

func newSchemas() *schemas {
	return &schemas{components: make(openapi3.Schemas), types: make(map[string]reflect.Type)}
}

// words lists the values of the closed lists of words.
var words = map[reflect.Type][]any{
	reflect.TypeFor[geo.SeriesKind]():      {geo.AssessedSeries, geo.ReportedSeries, geo.ClaimedSeries, geo.PlannedSeries},
	reflect.TypeFor[geo.Precision]():       {geo.ToInstant, geo.ToDay, geo.ToWeek, geo.ToMonth},
	reflect.TypeFor[geo.UpdateKind]():      {geo.Paint, geo.Replace, geo.Affirm, geo.Withdraw},
	reflect.TypeFor[geo.AssessmentLevel](): {geo.Confirmed, geo.Assessed, geo.Reported, geo.Claimed},
	reflect.TypeFor[geo.GeometryQuality](): {geo.Surveyed, geo.Traced, geo.Schematic},
	reflect.TypeFor[geo.ReferenceKind]():   {geo.ReferenceAreas, geo.ReferencePlaces},
	reflect.TypeFor[geo.Basis]():           {geo.Stated, geo.Remainder},
	reflect.TypeFor[split.Comparison]():    {split.AtLeast, split.Below, split.Exactly},
	reflect.TypeFor[answer.AccountKind]():  {answer.SeriesAccount, answer.FigureAccount},
	reflect.TypeFor[change.Kind](): {
		change.Stable, change.Expansion, change.Contraction, change.Generation, change.Disappearance, change.Union, change.Division,
		change.Both,
	},
	reflect.TypeFor[split.Word](): {
		split.Unresolved, split.OneHolder, split.Belt, split.Several, split.Cut, split.TwoZone, split.Mixed, split.Unknown,
	},
}

// idTypes are the ids written [a-z0-9-]{1,40}.
var idTypes = map[reflect.Type]bool{
	reflect.TypeFor[geo.EnclaveID](): true, reflect.TypeFor[geo.SeriesID](): true,
	reflect.TypeFor[geo.ControllerID](): true, reflect.TypeFor[geo.SideID](): true,
	reflect.TypeFor[geo.ReferenceID](): true,
}

const idPattern = "^[a-z0-9-]{1,40}$"

// of returns the schema of a type, a reference if it is a struct.
func (s *schemas) of(t reflect.Type) *openapi3.SchemaRef {
	switch {
	case t == reflect.TypeFor[time.Time]() || t == reflect.TypeFor[answer.Time]():
		return openapi3.NewSchemaRef("", openapi3.NewDateTimeSchema())
	case t == reflect.TypeFor[geo.Text]():
		return s.component("Text", t, func() *openapi3.Schema {
			text := openapi3.NewObjectSchema().WithAdditionalProperties(openapi3.NewStringSchema())
			text.Description = "A text by language tag (BCP 47): en, he, ar."
			return text
		})
	case t == reflect.TypeFor[change.Geometry]():
		return s.component("FeatureCollection", nil, featureCollection)
	case t == reflect.TypeFor[answer.VariationValue]():
		either := openapi3.NewOneOfSchema(openapi3.NewFloat64Schema(), openapi3.NewStringSchema())
		return openapi3.NewSchemaRef("", either)
	case t == reflect.TypeFor[json.RawMessage]():
		return openapi3.NewSchemaRef("", openapi3.NewObjectSchema().WithAnyAdditionalProperties())
	case words[t] != nil:
		return openapi3.NewSchemaRef("", openapi3.NewStringSchema().WithEnum(textual(words[t])...))
	case idTypes[t]:
		return openapi3.NewSchemaRef("", openapi3.NewStringSchema().WithPattern(idPattern))
	}
	return s.byKind(t)
}

func (s *schemas) byKind(t reflect.Type) *openapi3.SchemaRef {
	switch t.Kind() { //nolint:exhaustive // the other kinds have no schema, which the end says
	case reflect.Pointer:
		return s.of(t.Elem())
	case reflect.Struct:
		return s.component(s.nameOf(t), t, func() *openapi3.Schema { return s.object(t) })
	case reflect.Slice, reflect.Array:
		list := openapi3.NewArraySchema()
		list.Items = s.of(t.Elem())
		if t.Kind() == reflect.Array {
			list = list.WithMinItems(int64(t.Len())).WithMaxItems(int64(t.Len()))
		}
		return openapi3.NewSchemaRef("", list)
	case reflect.String:
		return openapi3.NewSchemaRef("", openapi3.NewStringSchema())
	case reflect.Bool:
		return openapi3.NewSchemaRef("", openapi3.NewBoolSchema())
	case reflect.Float64:
		return openapi3.NewSchemaRef("", openapi3.NewFloat64Schema())
	case reflect.Int, reflect.Int64, reflect.Uint8:
		return openapi3.NewSchemaRef("", openapi3.NewInt64Schema())
	case reflect.Map:
		values := openapi3.NewObjectSchema()
		values.AdditionalProperties = openapi3.BoolSchema{Schema: s.of(t.Elem())}
		return openapi3.NewSchemaRef("", values)
	}
	panic(fmt.Sprintf("server: %s has no schema", t))
}

// nameOf returns the name of a struct's component, with its package in front where two share a name.
func (s *schemas) nameOf(t reflect.Type) string {
	name := t.Name()
	if known, taken := s.types[name]; taken && known != t {
		name = capital(path.Base(t.PkgPath())) + name
	}
	return name
}

// capital returns a name with a capital first letter.
func capital(name string) string { return strings.ToUpper(name[:1]) + name[1:] }

// component returns a reference to the component of that name and makes it on first use.
func (s *schemas) component(name string, t reflect.Type, make func() *openapi3.Schema) *openapi3.SchemaRef {
	if _, known := s.components[name]; !known {
		s.types[name] = t
		s.components[name] = openapi3.NewSchemaRef("", nil)
		s.components[name].Value = make()
	}
	return openapi3.NewSchemaRef("#/components/schemas/"+name, s.components[name].Value)
}

func (s *schemas) object(t reflect.Type) *openapi3.Schema {
	object := openapi3.NewObjectSchema()
	object.Properties = make(openapi3.Schemas)
	closed := false
	object.AdditionalProperties = openapi3.BoolSchema{Has: &closed}
	s.members(object, t)
	return object
}

// members adds the members of a struct; those of an embedded struct stand among them.
func (s *schemas) members(object *openapi3.Schema, t reflect.Type) {
	for i := range t.NumField() {
		field := t.Field(i)
		name, options, _ := strings.Cut(field.Tag.Get("json"), ",")
		switch {
		case field.Anonymous && name == "":
			s.members(object, field.Type)
			continue
		case !field.IsExported() || name == "" || name == "-":
			continue
		}
		object.Properties[name] = s.of(field.Type)
		if !strings.Contains(options, "omit") {
			object.Required = append(object.Required, name)
		}
	}
}

func textual(values []any) []any {
	texts := make([]any, len(values))
	for i, v := range values {
		texts[i] = fmt.Sprint(v)
	}
	return texts
}
