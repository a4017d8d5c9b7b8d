package spatialite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"splitline/geo"
)

// sourceColumns are the columns of a source in the order of sourceInto.
const sourceColumns = `s.title, s.publisher, s.affiliation, s.url, s.archive_url, s.grade,
	s.observed_at, s.published_at, s.retrieved_at, s.licence, s.language`

// sourceInto returns where to scan sourceColumns.
func sourceInto(s *geo.Source) []any {
	return []any{
		&s.Title, &s.Publisher, textual(&s.Affiliation), textual(&s.URL), textual(&s.ArchiveURL), textual(&s.Grade),
		instant(&s.ObservedAt), instant(&s.PublishedAt), instant(&s.RetrievedAt),
		&s.Licence, textual(&s.Language),
	}
}

// addSource returns the id of a source, adding it if an equal one is not there yet.
func (w *writer) addSource(ctx context.Context, s geo.Source) (id int64, err error) {
	for _, at := range []time.Time{s.ObservedAt, s.PublishedAt, s.RetrievedAt} {
		if err := checkYear("source "+s.Title, at); err != nil {
			return 0, err
		}
	}
	values := []any{
		s.Title, s.Publisher, nullable(s.Affiliation), nullable(s.URL), nullable(s.ArchiveURL), string(s.Grade),
		recordedText(s.ObservedAt), recordedText(s.PublishedAt), recordedText(s.RetrievedAt),
		s.Licence, nullable(s.Language),
	}
	err = w.tx.QueryRowContext(ctx, `
		SELECT id FROM sources WHERE title = ? AND publisher = ? AND affiliation IS ? AND url IS ? AND archive_url IS ?
			AND grade = ? AND observed_at IS ? AND published_at IS ? AND retrieved_at IS ? AND licence = ? AND language IS ?`,
		values...).Scan(&id)
	if !errors.Is(err, sql.ErrNoRows) {
		return id, err
	}
	result, err := w.tx.ExecContext(ctx, `
		INSERT INTO sources (title, publisher, affiliation, url, archive_url, grade,
			observed_at, published_at, retrieved_at, licence, language, recorded_from)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`, append(values, recordedText(w.now))...)
	if err != nil {
		return 0, fmt.Errorf("source %q: %w", s.Title, err)
	}
	return result.LastInsertId()
}
