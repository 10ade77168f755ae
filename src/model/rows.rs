//! The weights of a model's features, laid out to be summed fast: most features that a text shows are known and have
//! weights for many labels, so whole rows are added, eight bytes at a time.

use super::MAX_LABELS;

/// The features of a model in ascending order of their keys.
#[derive(Clone, Debug)]
pub(super) struct Rows {
    labels: usize,
    /// [`Rows::words`] words a feature: the key in the first [`KEY_BYTES`], then a byte a label, its weight plus [`BIAS`].
    rows: Vec<u64>,
    words: usize,
    /// Tells where the row of a key is: a place for every value of a key's upper bits.
    places: Vec<Places>,
    /// How far a key is shifted down to become the number of its place.
    shift: u32,
}

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
}

/// Bytes of a row before the weights.
const KEY_BYTES: usize = 4;

/// What is added to a weight so that none is below zero.
const BIAS: i32 = 128;

/// Features that are summed together: so many bytes fit into a lane of sixteen bits.
const BATCH: usize = 128;

/// Every other byte of a word.
const LANES: u64 = 0x00FF_00FF_00FF_00FF;

impl Rows {
    /// From ascending keys of `key_bits` bits, a bit mask of labels each, and a signed byte of weight for every bit that is
    /// set; nothing where the keys are no such keys.
    pub fn new(labels: usize, key_bits: u32, keys: &[u32], masks: &[u32], weights: &[u8]) -> Option<Rows> {
        if !keys.is_sorted() || keys.last().is_some_and(|&last| u64::from(last) >> key_bits != 0) {
            return None;
        }
        let words = (KEY_BYTES + labels).div_ceil(8);
        let mut rows = vec![0_u64; keys.len() * words];
        let mut weights = weights.iter();
        for ((row, &key), &mask) in rows.chunks_exact_mut(words).zip(keys).zip(masks) {
            row[0] = u64::from(key);
            for label in 0..labels {
                let weight = if mask >> label & 1 != 0 { i32::from(*weights.next()? as i8) } else { 0 };
                let at = KEY_BYTES + label;
                row[at / 8] |= ((weight + BIAS) as u64) << (at % 8 * 8);
            }
        }
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
        Some(Rows { labels, rows, words, places, shift })
    }

    /// Sum of the weights of all features, a label each; a hash shifted down by `key_shift` is a key.
    pub fn sums(&self, hashes: &[u32], key_shift: u32) -> [i32; MAX_LABELS] {
        match self.words {
            1 => self.sums_of::<1>(hashes, key_shift),
            2 => self.sums_of::<2>(hashes, key_shift),
            3 => self.sums_of::<3>(hashes, key_shift),
            4 => self.sums_of::<4>(hashes, key_shift),
            _ => self.sums_of::<5>(hashes, key_shift),
        }
    }

    /// [`sums`](Rows::sums) over rows of `WORDS` words.
    fn sums_of<const WORDS: usize>(&self, hashes: &[u32], key_shift: u32) -> [i32; MAX_LABELS] {
        let (rows, _) = self.rows.as_chunks::<WORDS>();
        let mut sums = [0; MAX_LABELS];
        let mut found = [(0, 0); BATCH];
        for hashes in hashes.chunks(BATCH) {
            // step by step over the whole batch and without branches that are hard to foresee, so that the processor fetches
            // many rows at a time
            let mut count = 0;
            for &hash in hashes {
                let key = hash >> key_shift;
                let place = key >> self.shift;
                let Places { taken, rows } = self.places[(place / Places::BITS) as usize];
                let bit = 1 << (place % Places::BITS);
                found[count] = (key, rows + (taken & (bit - 1)).count_ones());
                count += usize::from(taken & bit != 0);
            }
            let mut lanes = [[0_u64; WORDS]; 2];
            let mut known = 0;
            for &(key, at) in &found[..count] {
                // rows that share a place are few and stand side by side
                let mut near = rows[at as usize..].iter().take_while(|row| row[0] as u32 <= key);
                let Some(row) = near.find(|row| row[0] as u32 == key) else { continue };
                known += 1;
                for word in 0..WORDS {
                    lanes[0][word] += row[word] & LANES;
                    lanes[1][word] += row[word] >> 8 & LANES;
                }
            }
            for (label, sum) in sums[..self.labels].iter_mut().enumerate() {
                let at = KEY_BYTES + label;
                let lane = lanes[at % 2][at / 8] >> (at % 8 / 2 * 16) & 0xFFFF;
                *sum += lane as i32 - known * BIAS;
            }
        }
        sums
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    #[test]
    fn sums_are_those_of_the_weights_one_by_one() {
        for (labels, key_bits) in [(1, 24), (4, 24), (9, 12), (17, 24), (21, 3), (32, 32)] {
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
            let mut sums = [0; MAX_LABELS];
            for weights in hashes.iter().filter_map(|hash| features.get(&(hash >> (32 - key_bits)))) {
                sums.iter_mut().zip(weights).for_each(|(sum, &weight)| *sum += i32::from(weight));
            }
            assert_eq!(rows.sums(&hashes, 32 - key_bits), sums, "{labels} labels, {key_bits} bits");
        }
    }

    #[test]
    fn keys_that_are_none_are_refused() {
        let rows = |keys: &[u32]| Rows::new(2, 8, keys, &vec![1; keys.len()], &vec![0; keys.len()]);
        assert!(rows(&[1, 255]).is_some() && rows(&[]).is_some());
        assert!(rows(&[2, 1]).is_none() && rows(&[256]).is_none());
    }
}
