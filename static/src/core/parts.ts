// Parts, necks and corridors of an answer, numbered alike in the panel's list and on the map.
import type { Corridor, CutGround, Neck, Part, Split } from '../api/answer';

/** A part of a holder's ground; its number is its place in the holder's list, largest first, from 1. */
export interface NumberedPart {
  readonly holder: string;
  readonly number: number;
  readonly part: Part;
}

export interface HolderParts {
  readonly holder: string;
  readonly parts: readonly NumberedPart[];
  readonly neck: Neck | undefined;
}

export interface NumberedCorridor {
  readonly side: string;
  readonly corridor: Corridor;
}

/** Holders in the order of the legend, those without parts left out. */
export function partsOf(split: Split): HolderParts[] {
  return (split.controllers ?? []).flatMap((holder) => {
    const parts = (holder.parts ?? []).map((part, i) => ({
      holder: holder.id,
      number: i + 1,
      part,
    }));
    return parts.length > 0 ? [{ holder: holder.id, parts, neck: holder.neck }] : [];
  });
}

/** The ground of others between the parts of each side that is cut. */
export function corridorsOf(split: Split): NumberedCorridor[] {
  return (split.verdict.cuts ?? []).flatMap((cut: CutGround) =>
    (cut.corridors ?? []).map((corridor) => ({ side: cut.side, corridor })),
  );
}
