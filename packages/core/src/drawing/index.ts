export { evidenceColumns, rowNumber, wrongPlaces, type EvidenceColumn } from './evidence-columns.ts'
export {
  comparedBars,
  comparedHistogram,
  type ComparedBar,
  type ComparedBars,
  type ComparedHistogram,
} from './compared.ts'
export type { Label, Marker } from './geometry.ts'
export { GLYPHS, STATE_NAMES, type Glyph } from './glyph.ts'
export { graphemes } from './graphemes.ts'
export { axisLabel, histogram, type Histogram, type HistogramBar } from './histogram.ts'
export { historyLine, type HistoryLine, type HistoryPoint, type LineOf, type LinePoint } from './history-line.ts'
export type * from './result.ts'
export { scaleOf, type Scale } from './scale.ts'
export * from './state.ts'
export { strip, STATE_OF_DELIVERY, type DeliveryOutcome, type Strip, type StripBox } from './strip.ts'
export { textBars, type TextBar, type TextBars } from './text-bars.ts'
export { DARK, FONTS, LIGHT, PRINT, SPACE, tokenStyle, TYPE, type Colours } from './tokens.ts'
export { shortened, visible, type Keep } from './visible.ts'
export * from './wording.ts'
