package answer

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"splitline/geo"
	"splitline/geo/split"
)

// judge adds what follows from the accounts and the variations: ranges, whether the word changes, and the headline.
func (p *Spread) judge(st *State, base split.Answer) {
	for _, c := range st.Settings.Controllers {
		if r, held := p.rangeOf(c.ID); held {
			p.Ranges = append(p.Ranges, r)
		}
	}
	others := p.otherWords()
	p.WordChanges = len(others) > 0
	p.Headline = p.sharesByAccount(st, base)
	if p.WordChanges {
		p.Headline += "; the word changes: " + strings.Join(others, ", ")
	}
}

// rangeOf returns the range of a controller by the accounts that count, and whether any gives it ground.
func (p *Spread) rangeOf(id geo.ControllerID) (r ShareRange, held bool) {
	r = ShareRange{Controller: id, LeastShare: math.Inf(1), MostShare: math.Inf(-1)}
	for _, a := range p.Accounts {
		if !a.InRange {
			continue
		}
		if share, says := a.shareOf(id); says {
			r.LeastShare, r.MostShare = math.Min(r.LeastShare, share), math.Max(r.MostShare, share)
		}
	}
	return r, r.MostShare > 0
}

// otherWords says of every word that is not that of the series asked about where it comes from.
func (p *Spread) otherWords() []string {
	var words []split.Word
	from := make(map[split.Word][]string)
	add := func(word split.Word, whence string) {
		if word == p.Word {
			return
		}
		if !slices.Contains(words, word) {
			words = append(words, word)
		}
		from[word] = append(from[word], whence)
	}
	for _, a := range p.Accounts {
		if a.Kind == SeriesAccount {
			add(a.Word, "by "+string(a.Series))
		}
	}
	for _, v := range p.Sensitivity {
		add(v.Word, v.words())
	}
	sentences := make([]string, len(words))
	for i, word := range words {
		sentences[i] = string(word) + " " + strings.Join(from[word], " and ")
	}
	return sentences
}

// words says what was changed.
func (v Variation) words() string {
	switch v.Parameter {
	case varyEpsilon:
		return fmt.Sprintf("with an opening by %s m", v.Value)
	case varyMinimum:
		return fmt.Sprintf("with a minimum mapping unit of %s km²", v.Value)
	case varyLine:
		return fmt.Sprintf("with the line moved by %s m", v.Value)
	default:
		return fmt.Sprintf("within boundary %s", v.Value)
	}
}

// sharesByAccount says between which percentages the share lies of the side that holds most by the series asked about.
func (p *Spread) sharesByAccount(st *State, base split.Answer) string {
	var most *split.Controller
	for i := range base.Controllers {
		if c := &base.Controllers[i]; c.Side != "" && (most == nil || c.Share > most.Share) {
			most = c
		}
	}
	if most == nil {
		return "No side holds ground"
	}
	legend, _ := st.Settings.Controller(most.ID)
	r, _ := p.rangeOf(most.ID)
	least, greatest := math.Round(r.LeastShare*100), math.Round(r.MostShare*100)
	switch {
	case math.IsInf(r.LeastShare, 0):
		return fmt.Sprintf("%s %.0f %%, by no account of what is held", legend.Label.In("en"), most.Percent)
	case least == greatest:
		return fmt.Sprintf("%s %.0f %% by every account", legend.Label.In("en"), least)
	}
	return fmt.Sprintf("%s %.0f–%.0f %% by account", legend.Label.In("en"), least, greatest)
}
