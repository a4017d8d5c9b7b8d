package bundle

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"time"

	"splitline/geo"
	"splitline/internal/ingest"
	"splitline/internal/store"
)

// Publisher folds updates into a series and publishes them; *ingest.Service does.
type Publisher interface {
	Publish(
		ctx context.Context, ref geo.SeriesRef, updates []geo.Update, edition geo.Edition, progress ingest.Progress,
	) (ingest.Published, error)
}

// Report says what a load stored.
type Report struct {
	Enclave geo.EnclaveID
	// EnclaveAdded is false if the enclave was there already; it is then left as it is.
	EnclaveAdded bool
	Series       []SeriesReport
	Things       Counts
}

// SeriesReport says what a load stored of one series.
type SeriesReport struct {
	Ref   geo.SeriesRef
	Added bool
	// Updates and Zones count what was published: updates, and rows of zones; 0 if the file was loaded before.
	Updates, Zones int
	// Revision is the one that was made, or 0.
	Revision geo.Revision
}

// Stored reports whether the load stored anything.
func (r Report) Stored() bool {
	stored := r.EnclaveAdded || r.Things.Sum() > 0
	for _, s := range r.Series {
		stored = stored || s.Added || s.Updates > 0
	}
	return stored
}

// Load reads a folder and stores what of it is not there yet: the enclave with its boundary and settings if no enclave
// has that id; series that the enclave does not have; the updates of a series, as one edition, if its file was not
// loaded before with the same content; figures, milestones, observations and places that are not there. Nothing that
// is stored is changed.
//
// The folder is read and checked whole, and its updates are folded, before anything is stored. It returns an error as
// [Read] does, and those of the store and of the publisher. Enclave, series and things are stored in one transaction;
// the default series, which must be there to be chosen, in a second, as version 2 of the settings; the updates of each
// series in one more.
func Load(ctx context.Context, folder fs.FS, s store.Store, publisher Publisher, progress ingest.Progress) (Report, error) {
	b, err := Read(folder)
	if err != nil {
		return Report{}, err
	}
	wanted, err := b.notLoaded(ctx, s)
	if err != nil {
		return Report{}, in(err, "load enclave %s", b.Enclave.ID)
	}
	report := Report{Enclave: b.Enclave.ID, Series: make([]SeriesReport, len(b.Series))}
	err = s.Write(ctx, func(w store.Writer) error { return b.store(ctx, w, &report) })
	if err == nil {
		err = s.Write(ctx, func(w store.Writer) error { return b.chooseDefault(ctx, w) })
	}
	if err != nil {
		return report, in(err, "load enclave %s", b.Enclave.ID)
	}
	for i, content := range b.Series {
		if !wanted[i] {
			continue
		}
		if err := content.publish(ctx, publisher, progress, &report.Series[i]); err != nil {
			return report, in(err, "load series %s", content.Series.Ref)
		}
	}
	return report, nil
}

// notLoaded says of each series whether its file has updates that are not stored yet, and folds those by themselves.
func (b Bundle) notLoaded(ctx context.Context, s store.Store) ([]bool, error) {
	wanted := make([]bool, len(b.Series))
	for i, content := range b.Series {
		if len(content.Updates) == 0 {
			continue
		}
		loaded, err := content.loaded(ctx, s)
		if err != nil {
			return nil, err
		}
		if wanted[i] = !loaded; loaded {
			continue
		}
		if err := content.rehearse(ctx, b.Boundary); err != nil {
			return nil, err
		}
	}
	return wanted, nil
}

// store stores everything but updates, in one transaction.
func (b Bundle) store(ctx context.Context, w store.Writer, report *Report) error {
	_, err := w.Enclave(ctx, b.Enclave.ID, time.Time{})
	switch {
	case errors.Is(err, store.ErrNotFound):
		settings := b.Settings
		settings.DefaultSeries, settings.DefaultSeriesReason = "", nil
		if err := w.AddEnclave(ctx, b.Enclave, b.Boundary, settings); err != nil {
			return err
		}
		report.EnclaveAdded = true
	case err != nil:
		return err
	}
	had, err := w.SeriesOf(ctx, b.Enclave.ID)
	if err != nil {
		return err
	}
	there := make(map[geo.SeriesRef]bool)
	for _, series := range had {
		there[series.Ref] = true
	}
	for i, content := range b.Series {
		report.Series[i] = SeriesReport{Ref: content.Series.Ref, Added: !there[content.Series.Ref]}
		if there[content.Series.Ref] {
			continue
		}
		if err := w.AddSeries(ctx, content.Series); err != nil {
			return fmt.Errorf("series %s: %w", content.Series.Ref, err)
		}
	}
	report.Things, err = AddThings(ctx, w, b.Enclave.ID, b.Things)
	return err
}

// chooseDefault makes the folder's default series that of the enclave, if it has none.
func (b Bundle) chooseDefault(ctx context.Context, w store.Writer) error {
	settings, err := w.Settings(ctx, b.Enclave.ID, time.Time{})
	if err != nil || settings.DefaultSeries != "" {
		return err
	}
	settings.DefaultSeries, settings.DefaultSeriesReason = b.Settings.DefaultSeries, b.Settings.DefaultSeriesReason
	_, err = w.PutSettings(ctx, settings)
	return err
}

// publish publishes the updates of a series as one edition.
func (c SeriesContent) publish(
	ctx context.Context, publisher Publisher, progress ingest.Progress, report *SeriesReport,
) error {
	edition := geo.Edition{Series: c.Series.Ref, Title: c.Series.Title.In("en")}
	published, err := publisher.Publish(ctx, c.Series.Ref, c.Updates, edition, progress)
	if err != nil {
		return err
	}
	report.Updates, report.Zones, report.Revision = len(published.Updates), published.Added, published.Revision
	return nil
}

// loaded reports whether the store has updates of the file, withdrawn ones too.
func (c SeriesContent) loaded(ctx context.Context, s store.Store) (bool, error) {
	var found bool
	err := s.Read(ctx, func(r store.Reader) error {
		ref := c.Series.Ref
		updates, err := r.Updates(ctx, store.UpdateQuery{
			Enclave: ref.Enclave, Series: ref.Series, Digest: c.Updates[0].Digest, All: true, NoGeometry: true,
		})
		found = len(updates) > 0
		return err
	})
	return found, err
}
