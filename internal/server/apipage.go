package server

import (
	"bytes"
	"fmt"
	"html/template"

	"github.com/getkin/kin-openapi/openapi3"
)

// apiTemplate is the page of the API for people. It loads nothing and runs no script.
var apiTemplate = template.Must(template.New("api").Parse(`<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>{{.Title}} API</title>
<style>
:root { color-scheme: light dark; }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
h2 { font: 600 1rem ui-monospace, monospace; margin: 2rem 0 .25rem; overflow-wrap: anywhere; }
p { margin: .25rem 0; }
table { border-collapse: collapse; width: 100%; margin: .5rem 0; }
th, td { text-align: start; vertical-align: top; padding: .25rem .75rem .25rem 0; border-block-end: 1px solid #8884; }
code { font-family: ui-monospace, monospace; }
</style>
<h1>{{.Title}} API</h1>
<p>{{.Description}}</p>
<p>Version {{.Version}}. <a href="/api?f=json">The OpenAPI document</a>. <a href="/">The map</a>.</p>
{{range .Operations}}
<section>
<h2 id="{{.ID}}">GET {{.Path}}</h2>
<p>{{.Summary}}. {{.About}}</p>
{{if .Parameters}}<table>
<thead><tr><th scope="col">Parameter</th><th scope="col">Meaning</th></tr></thead>
<tbody>{{range .Parameters}}<tr><th scope="row"><code>{{.Name}}</code>{{if .Required}} (required){{end}}</th><td>{{.Description}}</td></tr>
{{end}}</tbody></table>{{end}}
<p>Answers {{range $i, $m := .Media}}{{if $i}}, {{end}}<code>{{$m}}</code>{{end}}.</p>
</section>
{{end}}
</html>
`))

// pageOperation is an operation as the page tells it.
type pageOperation struct {
	ID, Path, Summary, About string
	Parameters               []*openapi3.Parameter
	Media                    []string
}

func apiPage(document *openapi3.T) ([]byte, error) {
	var list []pageOperation
	for _, o := range operations() {
		told := pageOperation{ID: o.id, Path: o.path, Summary: o.summary, About: o.about, Media: o.media}
		for _, p := range queryParameters(o.query) {
			told.Parameters = append(told.Parameters, p.Value)
		}
		list = append(list, told)
	}
	var page bytes.Buffer
	err := apiTemplate.Execute(&page, map[string]any{
		"Title": document.Info.Title, "Description": document.Info.Description, "Version": document.Info.Version,
		"Operations": list,
	})
	if err != nil {
		return nil, fmt.Errorf("API page: %w", err)
	}
	return page.Bytes(), nil
}
