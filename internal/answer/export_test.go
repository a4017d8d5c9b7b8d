package answer

// Derived returns what follows from the content of a state, to compare.
func (st *State) Derived() []any {
	return []any{st.moments, st.digests, st.hashes, st.parameters}
}
