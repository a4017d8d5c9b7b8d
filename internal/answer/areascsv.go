package answer

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"strconv"
	"strings"

	"splitline/geo"
)

// Kinds of rows of the table of areas.
const (
	areaRow  = "area"
	pointRow = "points"
)

// CSV returns the answer as a table (RFC 4180) with one header: a row for each area, and one for the points of each
// controller and outside. Names carry the unit; shares are 0 to 1. Cells are empty where nothing is known or schematic
// shapes do not bear a figure. No cell begins as a formula of a spreadsheet does.
func (a Areas) CSV(legend []geo.Controller) ([]byte, error) {
	t := areaTable{answer: a, legend: legend, columns: a.columnNames()}
	var text bytes.Buffer
	writer := csv.NewWriter(&text)
	_ = writer.Write(t.header())
	for _, area := range a.Areas {
		_ = writer.Write(t.area(area))
	}
	for _, count := range a.Points {
		_ = writer.Write(t.points(string(count.Controller), count))
	}
	if a.PointsOutside != nil {
		_ = writer.Write(t.points("outside", *a.PointsOutside))
	}
	writer.Flush()
	if err := writer.Error(); err != nil {
		return nil, fmt.Errorf("write CSV: %w", err)
	}
	return text.Bytes(), nil
}

// areaTable is the answer with the columns that its table has.
type areaTable struct {
	answer  Areas
	legend  []geo.Controller
	columns []namedUnit
}

// namedUnit names a column of numbers together with its unit.
type namedUnit struct{ name, unit string }

// columnNames returns the columns of the two sets, each once.
func (a Areas) columnNames() []namedUnit {
	var names []namedUnit
	seen := make(map[namedUnit]bool)
	for _, set := range a.Sets {
		if set.Kind == geo.ReferenceAreas && set.ID != a.Set || set.Kind == geo.ReferencePlaces && set.ID != a.PointSet {
			continue
		}
		for _, c := range set.Columns {
			if named := (namedUnit{c.Name, c.Unit}); !seen[named] {
				seen[named] = true
				names = append(names, named)
			}
		}
	}
	return names
}

// String writes the column as a word of a header.
func (n namedUnit) String() string {
	unit := strings.Join(strings.FieldsFunc(n.unit, func(r rune) bool { return r == ' ' || r == ',' || r == '"' }), "-")
	return n.name + "_" + unit
}

func (t areaTable) header() []string {
	header := []string{"row", "set", "code", "name", "controller", "area_km2", "outside_share", "outside_area_km2"}
	for _, c := range t.legend {
		header = append(header, "share_"+string(c.ID), "area_km2_"+string(c.ID))
	}
	header = append(header, "points", "points_uncertain")
	for _, n := range t.columns {
		header = append(header, n.String())
		for _, c := range t.legend {
			header = append(header, n.String()+"_"+string(c.ID))
		}
		header = append(header, n.String()+"_outside")
	}
	return header
}

func (t areaTable) area(a AreaShares) []string {
	record := []string{areaRow, string(t.answer.Set), plainCell(a.Code), plainCell(a.Name.In("en")), "", number(a.AreaKm2), number(a.OutsideShare)}
	record = append(record, t.unlessSchematic(a.OutsideKm2))
	held := make(map[geo.ControllerID]AreaShare)
	for _, c := range a.Controllers {
		held[c.ID] = c
	}
	for _, c := range t.legend {
		record = append(record, number(held[c.ID].Share), t.unlessSchematic(held[c.ID].AreaKm2))
	}
	record = append(record, "", "")
	for _, n := range t.columns {
		record = append(record, t.split(n, a.Columns)...)
	}
	return record
}

// split returns the cells of one column: the number, what of it falls to each controller, and what lies outside.
func (t areaTable) split(n namedUnit, columns []ColumnShares) []string {
	cells := make([]string, len(t.legend)+2)
	for _, column := range columns {
		if (namedUnit{column.Name, column.Unit}) != n {
			continue
		}
		cells[0], cells[len(cells)-1] = number(column.Value), t.unlessSchematic(column.OutsideValue)
		values := make(map[geo.ControllerID]float64)
		for _, share := range column.Controllers {
			values[share.ID] = share.Value
		}
		for i, c := range t.legend {
			cells[i+1] = t.unlessSchematic(values[c.ID])
		}
	}
	return cells
}

func (t areaTable) points(holder string, count PointCount) []string {
	set := string(t.answer.PointSet)
	record := []string{pointRow, set, "", "", holder, "", "", ""}
	record = append(record, make([]string, 2*len(t.legend))...)
	record = append(record, strconv.Itoa(count.Count), strconv.Itoa(count.Uncertain))
	for _, n := range t.columns {
		cells := make([]string, len(t.legend)+2)
		for _, sum := range count.Columns {
			if (namedUnit{sum.Name, sum.Unit}) == n && sum.Missing < count.Count {
				cells[0] = number(sum.Sum)
			}
		}
		record = append(record, cells...)
	}
	return record
}

// unlessSchematic is empty where schematic shapes do not bear the figure.
func (t areaTable) unlessSchematic(value float64) string {
	if t.answer.Schematic {
		return ""
	}
	return number(value)
}

func number(value float64) string { return strconv.FormatFloat(value, 'g', 8, 64) }

// plainCell puts an apostrophe before a foreign word that a spreadsheet would take for a formula.
func plainCell(text string) string {
	if strings.IndexAny(text, "=+-@\t\r") == 0 {
		return "'" + text
	}
	return text
}
