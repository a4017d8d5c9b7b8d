package answer

import (
	"splitline/geo"
	"splitline/geo/split"
	"splitline/geo/tally"
)

func wireReferenceSet(s geo.ReferenceSet) ReferenceSet {
	return ReferenceSet{
		ID: s.ID, Kind: s.Kind, Source: wireSource(s.Source), Columns: each(s.Columns, wireReferenceColumn),
		OverlapKm2: geo.Km2(s.OverlapM2), RecordedFrom: At(s.Recorded.From),
	}
}

func wireReferenceColumn(c geo.ReferenceColumn) ReferenceColumn {
	return ReferenceColumn{Name: c.Name, Unit: c.Unit, Date: At(c.At), Precision: c.Precision, Source: wireSource(c.Source)}
}

// wireAreaShares returns an area with the digits that its errors leave, or that schematic shapes do.
func wireAreaShares(t tally.AreaTally, schematic bool) AreaShares {
	a := AreaShares{
		ID: t.Area.ID, Code: t.Area.Code, Name: t.Area.Name, AreaKm2: geo.Km2(t.Area.AreaM2), PercentDecimals: 1,
		OutsideKm2: geo.Km2(t.OutsideM2), OutsideShare: t.OutsideShare, Properties: t.Area.Properties,
		Controllers: []AreaShare{}, Columns: each(t.Columns, wireColumnShares),
	}
	shares := []float64{t.OutsideShare}
	for _, h := range t.Held {
		shares = append(shares, h.Share)
		a.PercentDecimals = min(a.PercentDecimals, split.Decimals(h.ShareError))
	}
	if schematic {
		a.PercentDecimals = 0
	}
	percent := split.Percent(shares, a.PercentDecimals)
	a.OutsidePercent = percent[0]
	for i, h := range t.Held {
		a.Controllers = append(a.Controllers, AreaShare{
			ID: h.Controller, AreaKm2: geo.Km2(h.Value), Share: h.Share, Percent: percent[i+1], ShareError: h.ShareError,
		})
	}
	return a
}

func wireColumnShares(t tally.ColumnTally) ColumnShares {
	return ColumnShares{
		Name: t.Column.Name, Unit: t.Column.Unit, Value: t.Value, Date: At(t.Column.At), Source: wireSource(t.Column.Source),
		Assumption: tally.EvenSpread, OutsideValue: t.Outside,
		Controllers: each(t.Held, func(h tally.Amount) ColumnShare { return ColumnShare{ID: h.Controller, Value: h.Value} }),
	}
}

func wirePointCount(t tally.PointTally) PointCount {
	return PointCount{
		Controller: t.Controller, Count: t.Count, Uncertain: t.Uncertain,
		Columns: each(t.Sums, func(s tally.Sum) ColumnSum {
			return ColumnSum{Name: s.Column.Name, Unit: s.Column.Unit, Sum: s.Value, Missing: s.Missing}
		}),
	}
}
