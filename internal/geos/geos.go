package geos

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"runtime"
	"strings"

	"github.com/paulmach/orb"
)

// ErrGeometry is the kind of error of an operation that GEOS, RTTOPO or PROJ refuses: invalid input, an unknown
// reference system, coordinates outside what a projection can take.
var ErrGeometry = errors.New("geometry refused")

// GEOS is a pool of in-memory SpatiaLite connections. It is safe for use by many goroutines.
type GEOS struct {
	db *sql.DB
}

// Open starts SpatiaLite in memory. It returns an error of kind store.ErrNoSpatiaLite if the extension cannot be
// loaded. Close releases it.
func Open(ctx context.Context) (*GEOS, error) {
	db := sql.OpenDB(newConnector())
	size := max(2, runtime.GOMAXPROCS(0))
	db.SetMaxOpenConns(size)
	db.SetMaxIdleConns(size)
	if err := db.PingContext(ctx); err != nil {
		return nil, errors.Join(fmt.Errorf("start SpatiaLite in memory: %w", err), db.Close())
	}
	return &GEOS{db: db}, nil
}

// Close releases all connections.
func (g *GEOS) Close() error { return g.db.Close() }

// Version returns the versions of SpatiaLite, GEOS and PROJ in use, for people.
func (g *GEOS) Version(ctx context.Context) (string, error) {
	var spatialite, geos, proj string
	row := g.db.QueryRowContext(ctx, "SELECT spatialite_version(), geos_version(), proj_version()")
	if err := row.Scan(&spatialite, &geos, &proj); err != nil {
		return "", fmt.Errorf("ask SpatiaLite for its version: %w", err)
	}
	return fmt.Sprintf("SpatiaLite %s, GEOS %s, PROJ %s", spatialite, geos, proj), nil
}

// operation is a SQL expression over geometries, with a name for messages.
type operation struct {
	name       string
	expression string
}

// call runs an operation on one connection and returns its geometry, or nil if the result is empty. Arguments that
// are geometries are passed as well-known binary.
func (g *GEOS) call(ctx context.Context, op operation, args ...any) (orb.Geometry, error) {
	values, err := encodeArguments(args)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", op.name, err)
	}
	conn, err := g.db.Conn(ctx)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", op.name, err)
	}
	defer conn.Close() //nolint:errcheck // returns the connection to the pool
	var result []byte
	query := "SELECT ST_AsBinary(" + op.expression + ")"
	if err := conn.QueryRowContext(ctx, query, values...).Scan(&result); err != nil {
		return nil, callError(ctx, op, err)
	}
	if result == nil {
		return nil, emptyOrFailed(ctx, conn, op)
	}
	geometry, err := decode(result)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", op.name, err)
	}
	return geometry, nil
}

// callError keeps a cancelled context apart from a refusal of SpatiaLite.
func callError(ctx context.Context, op operation, err error) error {
	if cause := ctx.Err(); cause != nil {
		return fmt.Errorf("%s: %w", op.name, cause)
	}
	return fmt.Errorf("%s: %s: %w", op.name, err.Error(), ErrGeometry)
}

// emptyOrFailed decides what a NULL result means: nil if nothing is left, else an error with the words of GEOS.
func emptyOrFailed(ctx context.Context, conn *sql.Conn, op operation) error {
	const query = "SELECT coalesce(GEOS_GetLastErrorMsg(), ''), coalesce(GEOS_GetLastAuxErrorMsg(), ''), " +
		"coalesce(RTTOPO_GetLastErrorMsg(), ''), coalesce(PROJ_GetLastErrorMsg(), '')"
	var messages [4]string
	row := conn.QueryRowContext(ctx, query)
	if err := row.Scan(&messages[0], &messages[1], &messages[2], &messages[3]); err != nil {
		return callError(ctx, op, err)
	}
	if words := strings.Trim(strings.Join(messages[:], " "), " \n"); words != "" {
		return fmt.Errorf("%s: %s: %w", op.name, words, ErrGeometry)
	}
	return nil
}
