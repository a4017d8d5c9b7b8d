package main

import (
	"bytes"
	"fmt"
	"time"
)

// member is one file of an ar archive.
type member struct {
	name string
	data []byte
}

// packAr returns an archive in the common format of ar(5) that deb(5) prescribes: a magic line, then for each member a
// header of 60 characters and the data, padded to an even length. Names have at most 16 characters.
func packAr(members []member, made time.Time) []byte {
	out := bytes.NewBufferString("!<arch>\n")
	for _, m := range members {
		fmt.Fprintf(out, "%-16s%-12d%-6d%-6d%-8s%-10d`\n", m.name, made.Unix(), 0, 0, "100644", len(m.data))
		out.Write(m.data)
		if len(m.data)%2 == 1 {
			out.WriteByte('\n')
		}
	}
	return out.Bytes()
}
