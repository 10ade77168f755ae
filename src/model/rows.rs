//! The weights of a model's features, laid out to be summed fast: most features that a text shows are known and have
//! weights for many labels, so whole rows are added, sixteen bytes at a time.

use super::MAX_LABELS;
use super::lanes::{B16, F4, S8};

/// The features of a model in ascending order of their keys.
#[derive(Clone, Debug)]
pub(super) struct Rows {
    /// [`Rows::width`] a feature: the key in the first [`KEY_BYTES`], then a byte a label, its weight.
    rows: Vec<B16>,
    width: usize,
    /// Tells where the row of a key is: a place for every value of a key's upper bits.
    places: Vec<Places>,
    /// How far a key is shifted down to become the number of its place.
    shift: u32,
    /// How far a hash is shifted down to become a key.
    key_shift: u32,
}

/// Sums of weights: as many as bytes in the widest row, the first [`KEY_BYTES`] of them mean nothing. Exact for up to 256
/// features; beyond that they wrap around, on every machine alike.
pub(super) type Sums = [S8; 2 * WIDEST];

/// The sums of no features.
pub(super) const NOTHING: Sums = [S8::ZERO; 2 * WIDEST];

/// Widest row, in sixteens of bytes.
const WIDEST: usize = (KEY_BYTES + MAX_LABELS).div_ceil(16);

/// [`Places::BITS`] neighbouring places.
#[derive(Clone, Copy, Debug, Default)]
struct Places {
    /// A bit a place, set where rows have it.
    taken: u32,
    /// Number of rows before all of these.
    rows: u32,
}

impl Places {
    const BITS: u32 = u32::BITS;

    /// The places of ascending keys, and how far a key is shifted down to become the number of its place.
    fn of(keys: &[u32], key_bits: u32) -> (Vec<Places>, u32) {
        // eight places a row or more, so that rows seldom share one
        let bits = (keys.len() * 8).next_power_of_two().trailing_zeros().min(key_bits).max(Places::BITS.trailing_zeros());
        let shift = key_bits.saturating_sub(bits);
        let mut places = vec![Places::default(); (1 << bits) / Places::BITS as usize];
        for &key in keys {
            let place = key >> shift;
            let places = &mut places[(place / Places::BITS) as usize];
            places.taken |= 1 << (place % Places::BITS);
            places.rows += 1;
        }
        let mut before = 0;
        for places in &mut places {
            (places.rows, before) = (before, before + places.rows);
        }
        (places, shift)
    }
}

/// Bytes of a row before the weights.
const KEY_BYTES: usize = 4;

/// Features that are looked up together.
const BATCH: usize = 32;

impl Rows {
    /// From ascending keys of `key_bits` bits, a bit mask of labels each, and a signed byte of weight for every bit that is
    /// set; nothing where the keys are no such keys.
    pub fn new(labels: usize, key_bits: u32, keys: &[u32], masks: &[u32], weights: &[u8]) -> Option<Rows> {
        if !keys.is_sorted() || keys.last().is_some_and(|&last| u64::from(last) >> key_bits != 0) {
            return None;
        }
        let width = (KEY_BYTES + labels).div_ceil(16);
        let mut rows = Vec::with_capacity(keys.len() * width);
        let mut weights = weights.iter();
        for (&key, &mask) in keys.iter().zip(masks) {
            let mut row = [0; 16 * WIDEST];
            row[..KEY_BYTES].copy_from_slice(&key.to_le_bytes());
            for label in (0..labels).filter(|label| mask >> label & 1 != 0) {
                row[KEY_BYTES + label] = *weights.next()?;
            }
            rows.extend(row.as_chunks().0[..width].iter().map(|&bytes| B16::new(bytes)));
        }
        let (places, shift) = Places::of(keys, key_bits);
        Some(Rows { rows, width, places, shift, key_shift: 32 - key_bits })
    }

    /// Rows of two models side by side, each as wide as it is alone: of a feature that only one has, the other's weights are
    /// 0. Nothing where one is wider than sixteen bytes, or their keys are not of one length.
    pub fn beside(&self, other: &Rows) -> Option<Rows> {
        if self.width + other.width > 2 || self.key_shift != other.key_shift {
            return None;
        }
        let (mut keys, mut rows) = (Vec::new(), Vec::new());
        let (mut here, mut there) = (self.rows.iter().peekable(), other.rows.iter().peekable());
        while let Some(key) = here.peek().into_iter().chain(there.peek()).map(|row| row.first()).min() {
            let mut nothing = [0; 16];
            nothing[..KEY_BYTES].copy_from_slice(&key.to_le_bytes());
            let nothing = B16::new(nothing);
            keys.push(key);
            rows.extend([&mut here, &mut there].map(|rows| *rows.next_if(|row| row.first() == key).unwrap_or(&nothing)));
        }
        let (places, shift) = Places::of(&keys, 32 - self.key_shift);
        Some(Rows { rows, width: 2, places, shift, key_shift: self.key_shift })
    }

    /// Adds the weights of features to sums.
    pub fn add(&self, hashes: &[u32], sums: &mut Sums) {
        match self.width {
            1 => self.add_of::<1>(hashes, sums),
            _ => self.add_of::<WIDEST>(hashes, sums),
        }
    }

    /// [`add`](Rows::add) with rows of so many sixteens.
    fn add_of<const WIDTH: usize>(&self, hashes: &[u32], sums: &mut Sums) {
        let (rows, _) = self.rows.as_chunks::<WIDTH>();
        let mut all: [[S8; 2]; WIDTH] = std::array::from_fn(|part| [sums[2 * part], sums[2 * part + 1]]);
        let mut found = [(0, 0); BATCH];
        for hashes in hashes.chunks(BATCH) {
            // step by step over the whole batch and without branches that are hard to foresee, so that the processor fetches
            // many rows at a time
            let mut count = 0;
            for &hash in hashes {
                let key = hash >> self.key_shift;
                let place = key >> self.shift;
                let Places { taken, rows } = self.places[(place / Places::BITS) as usize];
                let bit = 1 << (place % Places::BITS);
                found[count] = (key, rows + (taken & (bit - 1)).count_ones());
                count += usize::from(taken & bit != 0);
            }
            'found: for &(key, at) in &found[..count] {
                // rows that share a place are few and stand side by side
                let mut near = rows[at as usize..].iter();
                let row = loop {
                    match near.next() {
                        Some(row) if row[0].first() == key => break row,
                        Some(row) if row[0].first() < key => {}
                        _ => continue 'found,
                    }
                };
                for (sums, bytes) in all.iter_mut().zip(row) {
                    let [low, high] = bytes.signed();
                    *sums = [sums[0].plus(low), sums[1].plus(high)];
                }
            }
        }
        sums[..2 * WIDTH].copy_from_slice(all.as_flattened());
    }

    /// How much of [`Sums`] its rows reach.
    pub fn sums_len(&self) -> usize {
        2 * self.width
    }

    /// The sums of all labels in fours, one after the other; what is behind the last label means nothing.
    pub fn of_labels(&self, sums: &Sums) -> impl Iterator<Item = F4> {
        sums.iter().flat_map(|&eight| eight.fractions()).skip(KEY_BYTES / 4)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    #[test]
    fn sums_are_those_of_the_weights_one_by_one() {
        for (labels, key_bits) in [(1, 24), (4, 24), (9, 12), (17, 24), (18, 3), (20, 32)] {
            let mut state = 1_u32;
            let mut random = || {
                state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                state.rotate_left(16)
            };
            let mut features: BTreeMap<u32, Vec<i8>> = BTreeMap::new();
            for _ in 0..600 {
                // the least weight is what a lane can hold wrong
                let mut weight = || [-128, 0, random() as i8][random() as usize % 3];
                let weights = std::iter::once(1).chain((1..labels).map(|_| weight())).collect();
                features.insert(random() >> (32 - key_bits), weights);
            }
            let keys: Vec<u32> = features.keys().copied().collect();
            let mask =
                |weights: &Vec<i8>| (0..labels).filter(|&label| weights[label] != 0).fold(0, |mask, label| mask | 1 << label);
            let masks: Vec<u32> = features.values().map(mask).collect();
            let weights: Vec<u8> =
                features.values().flatten().filter(|&&weight| weight != 0).map(|&weight| weight as u8).collect();
            let rows = Rows::new(labels, key_bits, &keys, &masks, &weights).unwrap();
            let known = keys.iter().map(|key| key << (32 - key_bits));
            let hashes: Vec<u32> = known.chain((0..1000).map(|_| random())).collect();
            let mut right = [0_i16; MAX_LABELS];
            for weights in hashes.iter().filter_map(|hash| features.get(&(hash >> (32 - key_bits)))) {
                right.iter_mut().zip(weights).for_each(|(sum, &weight)| *sum = i16::wrapping_add(*sum, i16::from(weight)));
            }
            let mut sums = NOTHING;
            rows.add(&hashes, &mut sums);
            let all: Vec<f32> = rows.of_labels(&sums).flat_map(F4::array).take(labels).collect();
            assert_eq!(all, right.map(f32::from)[..labels], "{labels} labels, {key_bits} bits");
        }
    }

    #[test]
    fn keys_that_are_none_are_refused() {
        let rows = |keys: &[u32]| Rows::new(2, 8, keys, &vec![1; keys.len()], &vec![0; keys.len()]);
        assert!(rows(&[1, 255]).is_some() && rows(&[]).is_some());
        assert!(rows(&[2, 1]).is_none() && rows(&[256]).is_none());
    }
}
