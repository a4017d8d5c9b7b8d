package tiles_test

import (
	"context"
	"fmt"

	"github.com/paulmach/orb"

	"splitline/tiles"
)

func ExampleParsePath() {
	a, err := tiles.ParsePath("9/304/209.mvt")
	fmt.Println(a, err)
	_, err = tiles.ParsePath("9/512/0.mvt")
	fmt.Println(err)
	// Output:
	// 9/304/209 <nil>
	// tile: 9/512/0 lies outside the matrix of 512 by 512: no such tile
}

func ExampleSet_Encode() {
	set, err := tiles.NewSet(context.Background(), village())
	if err != nil {
		fmt.Println(err)
		return
	}
	a := tiles.AddressAt(orb.Point{34.25, 31.25}, 9)
	day, _ := set.Encode(context.Background(), a, tiles.At(firstDate))
	all, _ := set.Encode(context.Background(), a, tiles.AllDates())
	nothing, _ := set.Encode(context.Background(), tiles.Address{Z: 9}, tiles.AllDates())
	fmt.Println(len(day) > 0, len(all) > len(day), nothing == nil)
	// Output: true true true
}
