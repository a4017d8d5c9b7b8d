// The fonts of map labels: files of ours, no glyph server. A file is fetched when a letter it covers is first drawn.
import arabic600 from '@fontsource/noto-sans-arabic/files/noto-sans-arabic-arabic-600-normal.woff2?url';
import hebrew600 from '@fontsource/noto-sans-hebrew/files/noto-sans-hebrew-hebrew-600-normal.woff2?url';
import latin600 from '@fontsource/noto-sans/files/noto-sans-latin-600-normal.woff2?url';
import latinExt600 from '@fontsource/noto-sans/files/noto-sans-latin-ext-600-normal.woff2?url';
import type { FontFacesSpecification } from 'maplibre-gl';

export const FONT = 'Noto Sans SemiBold';

/** The style's font-faces, with the addresses made absolute for the map's own loader. */
export function fontFaces(base: string): FontFacesSpecification {
  const face = (url: string, ...ranges: string[]) => ({
    url: new URL(url, base).href,
    'unicode-range': ranges,
  });
  return {
    [FONT]: [
      face(hebrew600, 'U+0590-05FF', 'U+FB1D-FB4F'),
      face(arabic600, 'U+0600-06FF', 'U+0750-077F', 'U+FB50-FDFF', 'U+FE70-FEFF'),
      face(latinExt600, 'U+0100-02BA', 'U+02BD-02C5', 'U+1E00-1EFF'),
      face(latin600, 'U+0000-00FF', 'U+2000-206F', 'U+2122'),
    ],
  };
}
