package server

import (
	"context"
	"encoding/json"
	"fmt"
	"mime"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/labstack/echo/v4"

	"splitline/geo"
	"splitline/internal/export"
	"splitline/internal/picture"
)

// apiQuery is the parameters of the API document.
type apiQuery struct {
	F format `query:"f" doc:"The form of the document: json or html."`
}

// apiDocument is the OpenAPI document in its two forms.
type apiDocument struct {
	json, html []byte
}

// newAPIDocument writes the document and checks it against the rules of OpenAPI 3.0.3.
func newAPIDocument(version string) (*apiDocument, error) {
	described, err := describe(version)
	if err != nil {
		return nil, err
	}
	text, err := json.MarshalIndent(described, "", "  ")
	if err != nil {
		return nil, fmt.Errorf("API document: %w", err)
	}
	page, err := apiPage(described)
	if err != nil {
		return nil, err
	}
	return &apiDocument{json: text, html: page}, nil
}

// describeAPI answers /api in the form that f names, else the one Accept prefers, else JSON.
func (s *Server) describeAPI(c echo.Context) error {
	q, err := query[apiQuery](c)
	if err != nil {
		return err
	}
	form := q.F
	if form == "" && prefersHTML(c.Request().Header.Get("Accept")) {
		form = formatHTML
	}
	d := document{contentType: openAPIType, bytes: s.document.json}
	if form == formatHTML {
		d = document{contentType: mediaTypes[".html"], bytes: s.document.html}
	}
	return s.sendNow(c, d, validate, varyForm)
}

// prefersHTML reports whether an Accept header gives HTML more weight than JSON (RFC 9110 section 12.5.1), or names it
// first with the same weight, as browsers do.
func prefersHTML(accept string) bool {
	html, best := false, 0.0
	for item := range strings.SplitSeq(accept, ",") {
		mediaType, parameters, err := mime.ParseMediaType(strings.TrimSpace(item))
		if err != nil {
			continue
		}
		isHTML := mediaType == "text/html" || mediaType == "application/xhtml+xml"
		if weight := weightOf(parameters); weight > best && (isHTML || strings.HasSuffix(mediaType, "json")) {
			html, best = isHTML, weight
		}
	}
	return html
}

// weightOf returns the weight of an item of an Accept header, 1 if it has none and 0 if it is malformed.
func weightOf(parameters map[string]string) float64 {
	q, given := parameters["q"]
	if !given {
		return 1
	}
	weight, err := strconv.ParseFloat(q, 64)
	if err != nil {
		return 0
	}
	return weight
}

// describe returns the OpenAPI document.
func describe(version string) (*openapi3.T, error) {
	if version == "" {
		version = "development"
	}
	made := newSchemas()
	problem := made.of(reflect.TypeFor[Problem]())
	document := &openapi3.T{
		OpenAPI: "3.0.3",
		Info: &openapi3.Info{
			Title: "Splitline", Version: version,
			Description: "Who holds which ground of an enclave, on any day, according to whom, and whether it is splitting. " +
				"Coordinates are longitude before latitude on WGS 84, shares 0 to 1, times RFC 3339 in UTC. " +
				"An unknown or malformed parameter is 400.",
		},
		Paths:      openapi3.NewPaths(),
		Components: &openapi3.Components{Schemas: made.components, Responses: responsesFor(problem)},
	}
	for _, o := range operations() {
		document.Paths.Set(o.path, &openapi3.PathItem{Get: o.describe(made)})
	}
	if err := document.Validate(context.Background()); err != nil {
		return nil, fmt.Errorf("API document: %w", err)
	}
	return document, nil
}

// responsesFor returns the answers that many paths share.
func responsesFor(problem *openapi3.SchemaRef) openapi3.ResponseBodies {
	described := func(text string) *openapi3.ResponseRef {
		content := openapi3.Content{problemType: openapi3.NewMediaType().WithSchemaRef(problem)}
		return &openapi3.ResponseRef{Value: openapi3.NewResponse().WithDescription(text).WithContent(content)}
	}
	busy := described("The server is busy, or the answer takes long to prepare (RFC 9457).")
	busy.Value.Headers = openapi3.Headers{"Retry-After": &openapi3.HeaderRef{Value: &openapi3.Header{Parameter: openapi3.Parameter{
		Description: "Seconds after which to ask again.", Schema: openapi3.NewSchemaRef("", openapi3.NewIntegerSchema()),
	}}}}
	return openapi3.ResponseBodies{
		"BadRequest": described("A parameter is unknown or malformed (RFC 9457)."),
		"NotFound":   described("There is no such thing (RFC 9457)."),
		"Problem":    described("The server could not answer (RFC 9457)."),
		"Busy":       busy,
		"NotModified": {Value: openapi3.NewResponse().
			WithDescription("The client has this answer already: If-None-Match named its ETag.")},
	}
}

func (o operation) describe(made *schemas) *openapi3.Operation {
	described := openapi3.NewOperation()
	described.OperationID, described.Summary, described.Description = o.id, o.summary, o.about
	described.Parameters = append(pathParameters(o.path), queryParameters(o.query)...)
	ok := openapi3.NewResponse().WithDescription(o.summary + ".").WithContent(o.content(made))
	responses := openapi3.NewResponses()
	responses.Delete("default")
	responses.Set("200", &openapi3.ResponseRef{Value: ok})
	if o.empty {
		responses.Set("204", &openapi3.ResponseRef{Value: openapi3.NewResponse().WithDescription("Nothing is there.")})
	}
	for status, name := range map[string]string{"304": "NotModified", "400": "BadRequest", "503": "Busy", "default": "Problem"} {
		responses.Set(status, &openapi3.ResponseRef{Ref: "#/components/responses/" + name, Value: made.response(name)})
	}
	if strings.Contains(o.path, "{") {
		responses.Set("404", &openapi3.ResponseRef{Ref: "#/components/responses/NotFound", Value: made.response("NotFound")})
	}
	described.Responses = responses
	return described
}

// response returns a shared answer, so that references to it are resolved.
func (s *schemas) response(name string) *openapi3.Response {
	return responsesFor(s.of(reflect.TypeFor[Problem]()))[name].Value
}

func (o operation) content(made *schemas) openapi3.Content {
	content := make(openapi3.Content)
	for _, media := range o.media {
		described := openapi3.NewMediaType()
		switch {
		case o.answer != nil && media == jsonType:
			described.Schema = made.of(o.answer)
		case media == geoJSONType:
			described.Schema = made.component("FeatureCollection", nil, featureCollection)
		case media == openAPIType:
			described.Schema = openapi3.NewSchemaRef("", openapi3.NewObjectSchema())
		default:
			described.Schema = openapi3.NewSchemaRef("", openapi3.NewStringSchema())
		}
		content[media] = described
	}
	return content
}

// featureCollection is the schema of a GeoJSON FeatureCollection (RFC 7946 section 3.3).
func featureCollection() *openapi3.Schema {
	geometry := openapi3.NewObjectSchema().WithNullable().WithProperty("type", openapi3.NewStringSchema())
	feature := openapi3.NewObjectSchema().
		WithProperty("type", openapi3.NewStringSchema().WithEnum("Feature")).
		WithProperty("geometry", geometry).
		WithProperty("properties", openapi3.NewObjectSchema().WithNullable())
	feature.Required = []string{"type", "geometry", "properties"}
	collection := openapi3.NewObjectSchema().
		WithProperty("type", openapi3.NewStringSchema().WithEnum("FeatureCollection")).
		WithProperty("features", openapi3.NewArraySchema().WithItems(feature))
	collection.Required = []string{"type", "features"}
	return collection
}

// pathParameters describes the parameters of a path template.
func pathParameters(path string) openapi3.Parameters {
	var list openapi3.Parameters
	for _, piece := range strings.Split(path, "{")[1:] {
		name, _, _ := strings.Cut(piece, "}")
		schema := openapi3.NewStringSchema().WithPattern(idPattern)
		switch name {
		case "z", "x", "y":
			schema = openapi3.NewIntegerSchema().WithMin(0)
		case "format":
			schema = openapi3.NewStringSchema().WithEnum(exportEndings()...)
		}
		list = append(list, &openapi3.ParameterRef{Value: openapi3.NewPathParameter(name).WithSchema(schema)})
	}
	return list
}

// queryParameters describes the members of a query struct.
func queryParameters(query reflect.Type) openapi3.Parameters {
	var list openapi3.Parameters
	for _, p := range parametersOf(query) {
		explode := false
		described := openapi3.NewQueryParameter(p.name).WithDescription(p.doc).WithRequired(p.required).WithSchema(p.schema())
		described.Style, described.Explode = openapi3.SerializationForm, &explode
		list = append(list, &openapi3.ParameterRef{Value: described})
	}
	return list
}

func (p parameter) schema() *openapi3.Schema {
	switch p.kind {
	case reflect.TypeFor[*geo.Revision]():
		return openapi3.NewInt64Schema().WithMin(1)
	case reflect.TypeFor[*float64]():
		return openapi3.NewFloat64Schema().WithMin(-180).WithMax(180)
	case reflect.TypeFor[*zoom]():
		return openapi3.NewInt64Schema().WithMin(0).WithMax(picture.MaxZoom)
	case reflect.TypeFor[*boundaryName]():
		return openapi3.NewStringSchema().WithPattern("^[a-z0-9-]{1,40}(:[0-9]+)?$")
	case reflect.TypeFor[*seriesName]():
		return openapi3.NewStringSchema().WithPattern(idPattern)
	case reflect.TypeFor[*referenceName]():
		return openapi3.NewStringSchema().WithPattern(idPattern)
	case reflect.TypeFor[tableFormat]():
		return openapi3.NewStringSchema().WithEnum(string(tableJSON), string(tableCSV))
	case reflect.TypeFor[format]():
		return openapi3.NewStringSchema().WithEnum(string(formatJSON), string(formatHTML))
	}
	return openapi3.NewStringSchema().WithMinLength(1)
}

func exportTypes() []string {
	var types []string
	for _, f := range export.Formats() {
		if !slices.Contains(types, f.MediaType) {
			types = append(types, f.MediaType)
		}
	}
	return types
}

func exportEndings() []any {
	var endings []any
	for _, f := range export.Formats() {
		endings = append(endings, f.Ending)
	}
	return endings
}
