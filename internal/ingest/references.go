package ingest

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"splitline/geo"
	"splitline/internal/ingest/geojson"
	"splitline/internal/ingest/report"
	"splitline/internal/store"
)

// ReferenceOptions say what the features of a file are, of which a reference set is made.
type ReferenceOptions struct {
	Set geo.ReferenceID
	// NameProperties are the properties that have the name, by language tag. Without one, and for features without a
	// value, the feature's own name is taken, else its code, else its place in the file.
	NameProperties map[string]string
	// CodeProperty has what other data knows the feature by, a P-code say; no two features may share it.
	CodeProperty string
	Columns      []ReferenceColumn
	// Rank is that of every place on the map, 1 first; 0 stands for [DefaultRank].
	Rank int
	// Source is where the file is from. Without a title it is the file's name; without a grade F6.
	Source geo.Source
	DryRun bool
	Limits geojson.Limits
}

// ReferenceColumn is a column of numbers and the property that has them. Its source is that of the file if it has no
// title.
type ReferenceColumn struct {
	geo.ReferenceColumn
	Property string
}

// DefaultRank is the rank of places of a set: they give way on the map to those that were named one by one.
const DefaultRank = 6

// ReferenceResult is what an import of areas or places did.
type ReferenceResult struct {
	Report  report.Report
	Outcome FileOutcome
	Set     geo.ReferenceSet
	// Areas or Places are those taken.
	Areas  []geo.NamedArea
	Places []geo.Place
}

// ImportAreas takes the areas of a file as a reference set of an enclave, in the place of the set of that id. Areas are
// repaired; that they overlap, leave gaps or reach outside the enclave is told and no fault. The same file imported again
// stores nothing. Of a file with a fault nothing is stored, and the error, of kind [ErrRefused], names its faults by
// file, feature and rule; other errors are of kind geo.ErrInvalid for options that cannot be, and those of the store.
func (s *Service) ImportAreas(
	ctx context.Context, enclave geo.EnclaveID, input Input, options ReferenceOptions,
) (ReferenceResult, error) {
	return s.importReferences(ctx, enclave, input, geo.ReferenceAreas, options)
}

// ImportPlaces is [Service.ImportAreas] for a file of points.
func (s *Service) ImportPlaces(
	ctx context.Context, enclave geo.EnclaveID, input Input, options ReferenceOptions,
) (ReferenceResult, error) {
	return s.importReferences(ctx, enclave, input, geo.ReferencePlaces, options)
}

func (s *Service) importReferences(
	ctx context.Context, enclave geo.EnclaveID, input Input, kind geo.ReferenceKind, options ReferenceOptions,
) (ReferenceResult, error) {
	options = options.withDefaults()
	if err := options.validate(); err != nil {
		return ReferenceResult{}, fmt.Errorf("import %s into %s: %w", kind, enclave, err)
	}
	run := &referenceRun{service: s, enclave: enclave, kind: kind, options: options}
	if err := s.store.Read(ctx, func(r store.Reader) error { return run.readEnclave(ctx, r) }); err != nil {
		return ReferenceResult{}, fmt.Errorf("read enclave %s: %w", enclave, err)
	}
	if err := run.read(ctx, input); err != nil || run.result.Outcome != Taken || options.DryRun {
		return run.result, errors.Join(err, run.result.Report.Err())
	}
	err := s.store.Write(ctx, func(w store.Writer) error {
		if kind == geo.ReferenceAreas {
			return w.PutAreas(ctx, run.result.Set, run.result.Areas)
		}
		return w.PutPlaces(ctx, run.result.Set, run.result.Places)
	})
	if err != nil {
		return run.result, fmt.Errorf("import %s into %s: %w", kind, enclave, err)
	}
	return run.result, nil
}

func (o ReferenceOptions) withDefaults() ReferenceOptions {
	shared := Options{Source: o.Source, Limits: o.Limits}.withDefaults()
	o.Source, o.Limits = shared.Source, shared.Limits
	if o.Rank == 0 {
		o.Rank = DefaultRank
	}
	columns := make([]ReferenceColumn, len(o.Columns))
	for i, c := range o.Columns {
		if c.Source.Grade == "" {
			c.Source.Grade = geo.NotJudged
		}
		columns[i] = c
	}
	o.Columns = columns
	return o
}

// validate returns an error of kind geo.ErrInvalid if the options cannot be meant.
func (o ReferenceOptions) validate() error {
	if err := geo.ValidateID("set", o.Set); err != nil {
		return err
	}
	if o.Rank < 1 {
		return fmt.Errorf("rank: %d must be 1 or more: %w", o.Rank, geo.ErrInvalid)
	}
	seen := make(map[string]bool)
	for _, c := range o.Columns {
		named := c.ReferenceColumn
		if named.Source.Title == "" {
			named.Source.Title = "the file's name"
		}
		if err := named.Validate(); err != nil {
			return fmt.Errorf("column %q: %w", c.Name, err)
		}
		if c.Property == "" {
			return fmt.Errorf("column %q: the property that has it must be given: %w", c.Name, geo.ErrInvalid)
		}
		if seen[c.Name] {
			return fmt.Errorf("column %q: stands twice: %w", c.Name, geo.ErrInvalid)
		}
		seen[c.Name] = true
	}
	return nil
}

// set returns the reference set that the options and the file make.
func (r *referenceRun) set(c content) (geo.ReferenceSet, error) {
	set := geo.ReferenceSet{
		Enclave: r.enclave, Kind: r.kind, ID: r.options.Set, Source: r.service.sourceOf(r.options.Source, c.input),
	}
	for _, column := range r.options.Columns {
		named := column.ReferenceColumn
		if named.Source.Title == "" {
			named.Source = set.Source
		}
		named.Source = r.service.sourceOf(named.Source, c.input)
		set.Columns = append(set.Columns, named)
	}
	var err error
	set.Digest, err = r.digest(c, set)
	return set, err
}

// digest identifies a file together with what its features are. When it was retrieved does not count.
func (r *referenceRun) digest(c content, set geo.ReferenceSet) (string, error) {
	set.Source.RetrievedAt = time.Time{}
	columns := make([]ReferenceColumn, len(set.Columns))
	for i, column := range set.Columns {
		column.Source.RetrievedAt = time.Time{}
		column.At = column.At.UTC()
		columns[i] = ReferenceColumn{ReferenceColumn: column, Property: r.options.Columns[i].Property}
	}
	text, err := json.Marshal(struct {
		Content []byte
		Kind    geo.ReferenceKind
		Source  geo.Source
		Names   map[string]string
		Code    string
		Rank    int
		Columns []ReferenceColumn
	}{c.hash[:], r.kind, set.Source, r.options.NameProperties, r.options.CodeProperty, r.options.Rank, columns})
	if err != nil {
		return "", fmt.Errorf("digest of %s: %w", c.input.Name, err)
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:]), nil
}
