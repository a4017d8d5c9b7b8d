package encoding_test

import (
	"bytes"
	"io"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"

	"splitline/internal/server/encoding"
)

func TestChoose(t *testing.T) {
	tests := []struct {
		name, accept string
		want         encoding.Coding
		acceptable   bool
	}{
		{"no header is identity", "", encoding.Identity, true},
		{"what a browser sends is br", "gzip, deflate, br, zstd", encoding.Brotli, true},
		{"what a library sends is gzip", "gzip", encoding.Gzip, true},
		{"zstd is preferred to gzip", "gzip, zstd", encoding.Zstd, true},
		{"a higher weight wins", "br;q=0.1, gzip;q=0.9", encoding.Gzip, true},
		{"a weight of nothing refuses", "br;q=0, gzip", encoding.Gzip, true},
		{"the star stands for what is not named", "br;q=0, *", encoding.Zstd, true},
		{"identity is acceptable unless refused", "deflate", encoding.Identity, true},
		{"identity may be preferred", "gzip;q=0.5, identity", encoding.Identity, true},
		{"identity of equal weight is the last", "identity, gzip", encoding.Gzip, true},
		{"everything refused", "identity;q=0", encoding.Identity, false},
		{"everything refused by the star", "*;q=0", encoding.Identity, false},
		{"the star does not refuse what is named", "*;q=0, gzip", encoding.Gzip, true},
		{"names are not case-sensitive", "GZIP;Q=1", encoding.Gzip, true},
		{"a malformed weight refuses", "br;q=x, gzip", encoding.Gzip, true},
		{"a weight above one refuses", "br;q=7, gzip", encoding.Gzip, true},
		{"the old name of gzip", "x-gzip", encoding.Gzip, true},
		{"spaces and empty items", " , gzip ;q=0.5 ,, br;q=0.4", encoding.Gzip, true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, acceptable := encoding.Choose(tt.accept)
			if acceptable != tt.acceptable || acceptable && got != tt.want {
				t.Errorf("Choose(%q) = %v, %v; want %v, %v", tt.accept, got, acceptable, tt.want, tt.acceptable)
			}
		})
	}
}

func TestEveryCodingIsReadBackByItsReader(t *testing.T) {
	plain := []byte(strings.Repeat("Hamas-held, Israeli-held, contested. ", 400))
	readers := map[encoding.Coding]func(io.Reader) (io.Reader, error){
		encoding.Identity: func(r io.Reader) (io.Reader, error) { return r, nil },
		encoding.Gzip:     func(r io.Reader) (io.Reader, error) { return gzip.NewReader(r) },
		encoding.Zstd:     func(r io.Reader) (io.Reader, error) { return zstd.NewReader(r) },
		encoding.Brotli:   func(r io.Reader) (io.Reader, error) { return brotli.NewReader(r), nil },
	}
	encoder := encoding.NewEncoder()
	for coding, open := range readers {
		for _, level := range []encoding.Level{encoding.OnRequest, encoding.Once, encoding.OnRequest} {
			coded, err := encoder.Encode(coding, level, plain)
			if err != nil {
				t.Fatalf("%v: %v", coding, err)
			}
			if coding != encoding.Identity && len(coded) > len(plain)/10 {
				t.Errorf("%v makes %d bytes of %d", coding, len(coded), len(plain))
			}
			reader, err := open(bytes.NewReader(coded))
			if err != nil {
				t.Fatalf("%v: %v", coding, err)
			}
			back, err := io.ReadAll(reader)
			if err != nil || !bytes.Equal(back, plain) {
				t.Errorf("%v does not read back: %v", coding, err)
			}
		}
	}
}

func TestManyMayCompressAtOnce(t *testing.T) {
	encoder := encoding.NewEncoder()
	var compressing sync.WaitGroup
	for i := range 40 {
		compressing.Go(func() {
			plain := []byte(strings.Repeat(strconv.Itoa(i), 2000))
			coded, err := encoder.Encode(encoding.Brotli, encoding.OnRequest, plain)
			if err != nil {
				t.Error(err)
			}
			if back, err := io.ReadAll(brotli.NewReader(bytes.NewReader(coded))); err != nil || !bytes.Equal(back, plain) {
				t.Errorf("%d does not read back: %v", i, err)
			}
		})
	}
	compressing.Wait()
}

func TestAnUnknownCodingIsAnError(t *testing.T) {
	if _, err := encoding.NewEncoder().Encode(encoding.Coding(99), encoding.OnRequest, nil); err == nil {
		t.Error("it is not")
	}
}

func FuzzChoose(f *testing.F) {
	for _, seed := range []string{"", "gzip, br;q=0.5", "*;q=0", "identity;q=0, *;q=0.001", ";;,,q=1", "gzip;q=NaN"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, accept string) {
		coding, acceptable := encoding.Choose(accept)
		if !acceptable && coding != encoding.Identity {
			t.Errorf("Choose(%q) refuses and gives %v", accept, coding)
		}
	})
}

func BenchmarkChoose(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		encoding.Choose("gzip, deflate, br, zstd")
	}
}

func BenchmarkEncode(b *testing.B) {
	plain := []byte(strings.Repeat("Hamas-held, Israeli-held, contested. ", 200))
	encoder := encoding.NewEncoder()
	for _, coding := range []encoding.Coding{encoding.Gzip, encoding.Zstd, encoding.Brotli} {
		b.Run(coding.String(), func(b *testing.B) {
			b.ReportAllocs()
			b.SetBytes(int64(len(plain)))
			for b.Loop() {
				if _, err := encoder.Encode(coding, encoding.OnRequest, plain); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
