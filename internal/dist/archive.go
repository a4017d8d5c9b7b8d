package main

import (
	"archive/tar"
	"bytes"
	"fmt"
	"io/fs"
	"time"

	"github.com/klauspost/compress/gzip"
)

// packTar returns a gzip-compressed tar archive of a tree: sorted, owned by root, every file of the same time. The
// names begin with prefix, which is "" or ends with a slash. The compressor is of a pinned module, so that its output
// does not change with the version of Go.
func packTar(t tree, prefix string, made time.Time) ([]byte, error) {
	var out bytes.Buffer
	zipped, err := gzip.NewWriterLevel(&out, gzip.DefaultCompression)
	if err != nil {
		return nil, err
	}
	archive := tar.NewWriter(zipped)
	for _, folder := range t.folders() {
		header := tar.Header{Typeflag: tar.TypeDir, Name: prefix + folder + "/", Mode: int64(programMode)}
		if err := writeEntry(archive, header, nil, made); err != nil {
			return nil, err
		}
	}
	for _, f := range t.sorted() {
		header := tar.Header{Typeflag: tar.TypeReg, Name: prefix + f.path, Mode: int64(f.mode.Perm()), Size: int64(len(f.data))}
		if f.mode&fs.ModeSymlink != 0 {
			header.Typeflag, header.Linkname = tar.TypeSymlink, f.link
		}
		if err := writeEntry(archive, header, f.data, made); err != nil {
			return nil, err
		}
	}
	if err := archive.Close(); err != nil {
		return nil, err
	}
	if err := zipped.Close(); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

func writeEntry(archive *tar.Writer, header tar.Header, data []byte, made time.Time) error {
	header.ModTime, header.Uname, header.Gname, header.Format = made, "root", "root", tar.FormatGNU
	if err := archive.WriteHeader(&header); err != nil {
		return fmt.Errorf("%s: %w", header.Name, err)
	}
	_, err := archive.Write(data)
	return err
}

// zip returns the bytes gzip-compressed, without name or time.
func zip(data []byte) ([]byte, error) {
	var out bytes.Buffer
	zipped, err := gzip.NewWriterLevel(&out, gzip.DefaultCompression)
	if err != nil {
		return nil, err
	}
	if _, err := zipped.Write(data); err != nil {
		return nil, err
	}
	if err := zipped.Close(); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}
