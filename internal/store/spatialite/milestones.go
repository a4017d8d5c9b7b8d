package spatialite

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"splitline/geo"
)

func scanMilestone(rows *sql.Rows) (m geo.Milestone, err error) {
	err = rows.Scan(append([]any{
		&m.ID, textual(&m.Enclave), parsed(&m.Title), instant(&m.At), textual(&m.Precision), textual(&m.Phase), parsed(&m.Note),
		instant(&m.Recorded.From), instant(&m.Recorded.To),
	}, sourceInto(&m.Source)...)...)
	return m, err
}

// Milestones implements [store.Reader].
func (r *reader) Milestones(ctx context.Context, enclave geo.EnclaveID, asOf time.Time) ([]geo.Milestone, error) {
	condition, args := recordedAt("m.", asOf)
	list, err := collect(ctx, r.tx, scanMilestone, `SELECT m.id, m.enclave, m.title, m.at, m.at_precision, m.phase, m.note,
		m.recorded_from, m.recorded_to, `+sourceColumns+`
		FROM milestones m JOIN sources s ON s.id = m.source WHERE m.enclave = ? AND `+condition+" ORDER BY m.at, m.id",
		append([]any{string(enclave)}, args...)...)
	for i := range list {
		hideAfter(&list[i].Recorded, asOf)
	}
	return list, err
}

// AddMilestones implements [store.Writer].
func (w *writer) AddMilestones(ctx context.Context, milestones []geo.Milestone) error {
	for i, m := range milestones {
		if err := w.addMilestone(ctx, m); err != nil {
			return fmt.Errorf("milestones[%d]: %w", i, err)
		}
	}
	return nil
}

func (w *writer) addMilestone(ctx context.Context, m geo.Milestone) error {
	if err := m.Validate(); err != nil {
		return err
	}
	if err := checkNote(m.Note); err != nil {
		return err
	}
	if err := checkYear("at", m.At); err != nil {
		return err
	}
	id, source, err := w.begin(ctx, "milestones", m.Enclave, m.ID, m.Source)
	if err != nil {
		return err
	}
	_, err = w.tx.ExecContext(ctx, `
		INSERT INTO milestones (id, enclave, title, at, at_precision, phase, note, source, recorded_from)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		id, string(m.Enclave), languages(m.Title), validText(m.At), string(m.Precision), nullable(m.Phase),
		languages(m.Note), source, recordedText(w.now))
	return err
}
