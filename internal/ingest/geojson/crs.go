package geojson

import (
	"encoding/json"
	"regexp"
	"strconv"
	"strings"

	"splitline/internal/ingest/report"
)

// wgs84 are the EPSG codes of longitude and latitude on WGS 84. GeoJSON has the longitude first whatever the register
// says (GeoJSON 2008 section 2.1.1).
var wgs84 = map[int]bool{4326: true, 4979: true}

// declaredCRS is a reference system that a file names.
type declaredCRS struct {
	name string
	// epsg is 0 for longitude and latitude on WGS 84.
	epsg int
}

var (
	// epsgName matches EPSG:32636, urn:ogc:def:crs:EPSG::32636 and http://www.opengis.net/def/crs/EPSG/0/32636.
	epsgName = regexp.MustCompile(`(?i)^(?:urn:(?:x-)?ogc:def:crs:EPSG:[^:]*:|https?://www\.opengis\.net/def/crs/EPSG/[^/]*/|EPSG:+)(\d{1,6})$`)
	// crs84Name matches the names of OGC for longitude and latitude on WGS 84 (OGC 06-042 annex B.3).
	crs84Name = regexp.MustCompile(`(?i)^(?:urn:(?:x-)?ogc:def:crs:OGC:[^:]*:|https?://www\.opengis\.net/def/crs/OGC/[^/]*/|OGC:|CRS:)?(?:CRS)?84h?$`)
)

// declare reads the member crs of an object, if it has one (GeoJSON 2008 section 3).
func (d *decoder) declare(members map[string]json.RawMessage, log report.Log) {
	raw, declared := members["crs"]
	if !declared {
		return
	}
	if isNull(raw) {
		log.Notef(report.RuleCRS, "crs is null: the coordinates are taken for longitude and latitude")
		return
	}
	crs, known := readCRS(raw)
	if !known {
		log.Refusef(report.RuleCRS, nil, "crs %s is not one that is understood: name it as EPSG:<code> or "+
			"urn:ogc:def:crs:EPSG::<code>, or convert the file to longitude and latitude on WGS 84", Cut(string(raw)))
		return
	}
	if len(d.crs) == 0 || len(d.crs) == 1 && d.crs[0].epsg != crs.epsg {
		d.crs = append(d.crs, crs)
	}
}

// settleCRS returns the one reference system of the file.
func (d *decoder) settleCRS() int {
	switch len(d.crs) {
	case 0:
		return 0
	case 1:
		return d.crs[0].epsg
	}
	d.log.Refusef(report.RuleCRS, nil, "the file declares both %s and %s", Cut(d.crs[0].name), Cut(d.crs[1].name))
	return 0
}

func readCRS(raw json.RawMessage) (declaredCRS, bool) {
	var member struct {
		Type       string `json:"type"`
		Properties struct {
			Name string          `json:"name"`
			Code json.RawMessage `json:"code"`
		} `json:"properties"`
	}
	if name, isText := stringOf(raw); isText {
		member.Properties.Name = name
	} else if json.Unmarshal(raw, &member) != nil {
		return declaredCRS{}, false
	}
	name := member.Properties.Name
	if strings.EqualFold(member.Type, "EPSG") {
		name = "EPSG:" + strings.Trim(string(member.Properties.Code), `"`)
	}
	return parseCRSName(name)
}

// parseCRSName reads the name of a reference system.
func parseCRSName(name string) (declaredCRS, bool) {
	if crs84Name.MatchString(name) {
		return declaredCRS{name: name}, true
	}
	match := epsgName.FindStringSubmatch(name)
	if match == nil {
		return declaredCRS{}, false
	}
	code, err := strconv.Atoi(match[1])
	if err != nil || code == 0 {
		return declaredCRS{}, false
	}
	if wgs84[code] {
		code = 0
	}
	return declaredCRS{name: name, epsg: code}, true
}
