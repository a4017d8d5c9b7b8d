package tiles

// CellSize is the side of a cell in units, for tests from outside.
const CellSize = cellSize
