//! Byte spans, and the only place that knows UTF-16 and code points.
//!
//! Everything inside the crate counts bytes of UTF-8. JavaScript counts UTF-16 code units, W3C annotations and the
//! corpora count Unicode code points: [`Offsets`] converts a whole batch in one pass over the text.

use serde::Serialize;

/// A half-open stretch of text. The unit (bytes inside the crate, UTF-16 or code points outside) is the holder's.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Span {
    /// First position inside.
    pub start: u32,
    /// First position behind.
    pub end: u32,
}

impl Span {
    /// The span from `start` to before `end`.
    pub fn new(start: usize, end: usize) -> Span {
        debug_assert!(start <= end);
        Span { start: start as u32, end: end as u32 }
    }

    /// The words of `text` (bytes).
    pub fn of(self, text: &str) -> &str {
        &text[self.start as usize..self.end as usize]
    }

    /// Number of units covered.
    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// Whether nothing is covered.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Whether both share a position.
    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// Whether `other` lies within this span.
    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// The smallest span that covers both.
    pub fn join(self, other: Span) -> Span {
        Span { start: self.start.min(other.start), end: self.end.max(other.end) }
    }
}

/// The unit in which positions leave the crate.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Unit {
    /// UTF-8 bytes: Rust.
    Bytes,
    /// UTF-16 code units: JavaScript.
    #[default]
    Utf16,
    /// Unicode code points: W3C annotations, the corpora, Python.
    CodePoints,
}

/// How many bytes lie between two remembered positions.
const STRIDE: usize = 64;

/// Converts byte offsets of one text into another unit, in constant time each after one pass over the text.
pub struct Offsets<'t> {
    text: &'t str,
    unit: Unit,
    /// One for every byte offset that is a multiple of [`STRIDE`]; empty where bytes are the unit or the text is ASCII.
    steps: Vec<Step>,
}

/// What is known of [`STRIDE`] bytes.
#[derive(Clone, Copy, Default)]
struct Step {
    /// A bit for each byte that only goes on with a character.
    inner: u64,
    /// A bit for each that begins a character of two units.
    beyond: u64,
    /// Position of the first.
    position: u32,
}

impl Step {
    /// Position of the byte `at`.
    fn at(&self, at: usize) -> u32 {
        let before = !(u64::MAX << at);
        self.position + at as u32 + (self.beyond & before).count_ones() - (self.inner & before).count_ones()
    }
}

impl<'t> Offsets<'t> {
    /// Prepares the conversion for `text`.
    pub fn new(text: &'t str, unit: Unit) -> Offsets<'t> {
        let mut steps = Vec::new();
        if unit != Unit::Bytes && !text.is_ascii() {
            steps.reserve(text.len() / STRIDE + 2);
            let mut position = 0;
            for stride in text.as_bytes().chunks(STRIDE) {
                let step = step(stride, position, unit);
                position += stride.len() as u32 + step.beyond.count_ones() - step.inner.count_ones();
                steps.push(step);
            }
            steps.push(Step { position, ..Step::default() });
        }
        Offsets { text, unit, steps }
    }

    /// Position, in the wanted unit, of the byte offset `at` (which lies on a character boundary).
    pub fn position(&self, at: u32) -> u32 {
        if self.steps.is_empty() {
            return at;
        }
        self.steps[at as usize / STRIDE].at(at as usize % STRIDE)
    }

    /// Byte offset of `position`: the way back. A position inside a character (a surrogate pair) means its start, one
    /// behind the text its end.
    pub fn byte(&self, position: u32) -> u32 {
        let length = self.text.len();
        let mut at = position as usize;
        if !self.steps.is_empty() {
            let step = self.steps.partition_point(|step| step.position <= position).saturating_sub(1);
            at = (step * STRIDE).min(length);
            let mut reached = self.steps[step].position;
            while at < length && reached < position {
                reached += width(self.text.as_bytes()[at], self.unit);
                at += 1;
            }
            // the bytes that continue a character belong to it; a pair that was cut counts from its start
            while at < length && reached == position && !self.text.is_char_boundary(at) {
                at += 1;
            }
        }
        self.text.floor_char_boundary(at.min(length)) as u32
    }

    /// The span in the wanted unit.
    pub fn span(&self, span: Span) -> Span {
        Span { start: self.position(span.start), end: self.position(span.end) }
    }
}

/// What is known of the bytes, the first of which stands at `position`; eight at a time.
fn step(bytes: &[u8], position: u32, unit: Unit) -> Step {
    const HIGHEST: u64 = u64::from_le_bytes([0x80; 8]);
    // the highest bit of each byte, side by side
    let gathered = |bits: u64| (bits >> 7).wrapping_mul(0x0102_0408_1020_4080) >> 56;
    let mut out = Step { position, ..Step::default() };
    for (at, word) in bytes.chunks(8).enumerate() {
        let mut whole = [0; 8];
        whole[..word.len()].copy_from_slice(word);
        let bits = u64::from_le_bytes(whole);
        if bits & HIGHEST != 0 {
            // a byte that continues a character begins with the bits 10, one that begins a character beyond the basic plane with 1111
            out.inner |= gathered(bits & !(bits << 1) & HIGHEST) << (8 * at);
            if unit == Unit::Utf16 {
                out.beyond |= gathered(bits & bits << 1 & bits << 2 & bits << 3 & HIGHEST) << (8 * at);
            }
        }
    }
    out
}

/// What one byte adds to the position: a character counts at its first byte, and twice in UTF-16 beyond the basic plane.
fn width(byte: u8, unit: Unit) -> u32 {
    match byte {
        0x80..=0xBF => 0,
        0xF0.. if unit == Unit::Utf16 => 2,
        _ => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_like_javascript_and_like_python() {
        let text = format!("{}Ä😀„x“", "a".repeat(70));
        let at = |s: &str| text.find(s).unwrap() as u32;
        for (unit, expected) in
            [(Unit::Bytes, [70, 72, 76, 80]), (Unit::Utf16, [70, 71, 73, 75]), (Unit::CodePoints, [70, 71, 72, 74])]
        {
            let offsets = Offsets::new(&text, unit);
            let got = ["Ä", "😀", "„", "“"].map(|s| offsets.position(at(s)));
            // the closing mark stands one letter behind the opening one
            let expected = match unit {
                Unit::Bytes => [expected[0], expected[1], expected[2], expected[3]],
                _ => expected,
            };
            assert_eq!(got, expected, "{unit:?}");
        }
    }

    #[test]
    fn finds_the_way_back() {
        let text = format!("{}Ä😀„x“", "aß".repeat(70));
        for unit in [Unit::Bytes, Unit::Utf16, Unit::CodePoints] {
            let offsets = Offsets::new(&text, unit);
            for (at, c) in text.char_indices() {
                assert_eq!(offsets.byte(offsets.position(at as u32)), at as u32, "{c} {unit:?}");
            }
            assert_eq!(offsets.byte(u32::MAX), text.len() as u32, "{unit:?}");
        }
        let offsets = Offsets::new(&text, Unit::Utf16);
        let pair = offsets.position(text.find('😀').unwrap() as u32);
        assert_eq!(offsets.byte(pair + 1), text.find('😀').unwrap() as u32);
    }
}
