package ingest

import (
	"splitline/geo"
	"splitline/internal/ingest/geojson"
	"splitline/internal/ingest/report"
)

// holder finds the controller of features.
type holder struct {
	options Options
	legend  []geo.Controller
}

// controller returns who holds a feature. It refuses the file, and reports false, if the feature names nobody or
// somebody who is not in the legend.
func (h holder) controller(f geojson.Feature, log report.Log) (geo.ControllerID, bool) {
	if h.options.ControllerProperty == "" {
		return h.options.Controller, true
	}
	value, present := f.Text(h.options.ControllerProperty)
	if !present || value == "" {
		if h.options.Controller == "" {
			log.Refusef(report.RuleController, nil, "no controller under %q; give the controller of features without one",
				h.options.ControllerProperty)
		}
		return h.options.Controller, h.options.Controller != ""
	}
	if id, mapped := h.options.ControllerMap[value]; mapped {
		return id, true
	}
	if id := geo.ControllerID(value); inLegend(h.legend, id) {
		return id, true
	}
	log.Refusef(report.RuleController, nil, "%q under %q is not a controller of the legend, which has %s; map it to one of them",
		geojson.Cut(value), h.options.ControllerProperty, legendNames(h.legend))
	return "", false
}
