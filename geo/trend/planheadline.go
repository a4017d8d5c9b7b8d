package trend

import (
	"fmt"
	"strings"
)

// toldPhase is one phase as the headline tells it, over all controllers.
type toldPhase struct {
	name string
	// first is the phase of its first controller, whose announcement is that of all.
	first      Phase
	toHandOver float64 // in square metres, as are the next
	base       float64
	handed     float64
	reverse    float64
	reached    bool
	stalled    bool
}

func (t *toldPhase) add(p Phase, g PhaseGround) {
	if t.first.Phase == "" {
		t.first, t.reached = p, true
	}
	t.reached = t.reached && p.Word == Done
	t.stalled = t.stalled || p.Stalled
	t.toHandOver += g.ToHandOverM2
	t.base += g.BaseM2
	t.handed += g.HandedM2
	t.reverse += g.ReverseM2
}

// headline names the phases that are reached, tells of each that is announced, and names the next if none is.
func (in *PlanInput) headline(phases []toldPhase) string {
	if len(phases) == 0 {
		return "No ground in common with the plan."
	}
	var sentences []string
	waiting := false
	for _, p := range phases {
		switch {
		case p.reached && in.nothing(p.reverse):
			sentences = append(sentences, fmt.Sprintf("Phase %s reached.", p.name))
		case p.reached:
			sentences = append(sentences, fmt.Sprintf("Phase %s reached; %s the other way since.", p.name, in.ground(p.reverse)))
		case p.first.Word == NotAnnounced && !waiting:
			sentences = append(sentences, fmt.Sprintf("Phase %s not announced.", p.name))
			waiting = true
		case p.first.Word != NotAnnounced:
			sentences = append(sentences, in.tell(p))
			waiting = true
		}
	}
	return strings.Join(sentences, " ")
}

// tell says when a phase was announced and what is still to hand over.
func (in *PlanInput) tell(p toldPhase) string {
	text := fmt.Sprintf("Phase %s, announced %s: %s still to hand over; %s done",
		p.name, dateTo(p.first.AnnouncedAt, p.first.AnnouncedPrecision, in.zone()), in.ground(p.toHandOver), in.part(p.handed, p.base))
	if !in.nothing(p.reverse) {
		text += "; " + in.ground(p.reverse) + " the other way"
	}
	if p.stalled {
		text += "; stalled"
	}
	return text + "."
}

// ground writes an area in points of the enclave, and in km² where shapes bear it.
func (in *PlanInput) ground(areaM2 float64) string {
	if in.Schematic {
		return points(areaM2/in.EnclaveM2, 0)
	}
	return fmt.Sprintf("%s (%s)", points(areaM2/in.EnclaveM2, in.Decimals), km2(areaM2))
}

// part writes how much of an area is done, in whole percent, none as 0.
func (in *PlanInput) part(handedM2, baseM2 float64) string {
	if in.nothing(handedM2) || baseM2 == 0 {
		return "0"
	}
	return percent(min(1, handedM2/baseM2), 0)
}
