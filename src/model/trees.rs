//! Boosted regression trees over a row of numbers (Friedman, Annals of Statistics 2001). Inference only; the trainer
//! (`src/bin/train/trees.rs`) writes what [`Trees::parse`] reads.

use super::lanes::{F4, U4};
use crate::error::Error;

/// First bytes of a packed file.
pub const MAGIC: &[u8; 4] = b"WLT1";

/// In place of a feature: a leaf.
pub const LEAF: u8 = u8::MAX;

/// Leaves are whole numbers of this.
pub const LEAF_STEP: f32 = 1.0 / 4096.0;

/// Most leaves of a tree: a bit each.
pub const MOST_LEAVES: usize = u32::BITS as usize;

/// A sum of trees, each over the same numbers.
///
/// No tree is walked: every split that sends a row to the right strikes the leaves on its left, and the first leaf that is
/// left is the row's (after QuickScorer, Lucchese and others, SIGIR 2015). That takes no branch, so rows go side by side.
#[derive(Clone, Debug, Default)]
pub struct Trees {
    /// Numbers in a row.
    width: usize,
    /// Tree by tree.
    splits: Vec<Split>,
    /// Tree by tree, from left to right.
    leaves: Vec<f32>,
    /// How many splits and leaves each tree has.
    sizes: Vec<(u32, u32)>,
}

#[derive(Clone, Copy, Debug)]
struct Split {
    /// Greatest number that goes left.
    threshold: f32,
    /// The leaves that a row which goes right may still reach.
    right: u32,
    /// The number that is looked at.
    feature: u8,
}

/// Rows that are scored side by side, in fours.
const FOURS: usize = 2;

/// A number of each of these rows.
type Column = [F4; FOURS];

/// The next `count` bytes.
fn take<'a>(bytes: &mut &'a [u8], count: usize) -> Result<&'a [u8], Error> {
    let (here, rest) = bytes.split_at_checked(count).ok_or(Error::BadModel)?;
    *bytes = rest;
    Ok(here)
}

impl Trees {
    /// Reads packed trees: [`MAGIC`]; numbers in a row (u8); for each number how many thresholds (u8) and these (f32);
    /// how many trees (u16); every tree in preorder, a split as number (u8) and threshold (u8), a leaf as [`LEAF`] and its
    /// value in [`LEAF_STEP`]s (i16); at most [`MOST_LEAVES`] a tree. All little endian.
    ///
    /// # Errors
    /// [`Error::BadModel`] where the bytes are none.
    pub fn parse(mut bytes: &[u8]) -> Result<Trees, Error> {
        let bytes = &mut bytes;
        if take(bytes, 4)? != MAGIC {
            return Err(Error::BadModel);
        }
        let width = usize::from(take(bytes, 1)?[0]);
        let mut thresholds: Vec<Vec<f32>> = Vec::with_capacity(width);
        for _ in 0..width {
            let count = usize::from(take(bytes, 1)?[0]);
            let numbers = take(bytes, count * 4)?.chunks_exact(4);
            thresholds.push(numbers.map(|b| f32::from_le_bytes([b[0], b[1], b[2], b[3]])).collect());
        }
        let count = take(bytes, 2)?;
        let mut out = Trees { width, ..Trees::default() };
        for _ in 0..u16::from_le_bytes([count[0], count[1]]) {
            let (first_split, first_leaf) = (out.splits.len(), out.leaves.len());
            // splits whose right child is still to come, with the number of leaves before their left one
            let mut open: Vec<(usize, usize)> = Vec::new();
            loop {
                let leaves = out.leaves.len() - first_leaf;
                let feature = take(bytes, 1)?[0];
                if feature != LEAF {
                    let numbers = thresholds.get(usize::from(feature)).ok_or(Error::BadModel)?;
                    let threshold = *numbers.get(usize::from(take(bytes, 1)?[0])).ok_or(Error::BadModel)?;
                    open.push((out.splits.len(), leaves));
                    out.splits.push(Split { threshold, right: 0, feature });
                    continue;
                }
                if leaves == MOST_LEAVES {
                    return Err(Error::BadModel);
                }
                let value = take(bytes, 2)?;
                out.leaves.push(f32::from(i16::from_le_bytes([value[0], value[1]])) * LEAF_STEP);
                let Some((split, before)) = open.pop() else { break };
                let on_its_left = (u64::MAX << before) & !(u64::MAX << (leaves + 1));
                out.splits[split].right = !(on_its_left as u32);
            }
            out.sizes.push(((out.splits.len() - first_split) as u32, (out.leaves.len() - first_leaf) as u32));
        }
        if bytes.is_empty() { Ok(out) } else { Err(Error::BadModel) }
    }

    /// Numbers in a row.
    pub fn width(&self) -> usize {
        self.width
    }

    /// The sum over all trees for each of `rows`, which stand one after the other.
    pub fn scores(&self, rows: &[f32]) -> Vec<f32> {
        let width = self.width.max(1);
        let count = rows.len() / width;
        let mut out = Vec::with_capacity(count + 4 * FOURS);
        let mut columns = [[F4::splat(0.0); FOURS]; LEAF as usize + 1];
        for first in (0..count).step_by(4 * FOURS) {
            // behind the last row stands the last row
            let row = |four: usize, place: usize| &rows[(first + four * 4 + place).min(count - 1) * width..][..width];
            for four in 0..FOURS {
                let [a, b, c, d] = std::array::from_fn(|place| row(four, place));
                for (column, (((&a, &b), &c), &d)) in columns.iter_mut().zip(a.iter().zip(b).zip(c).zip(d)) {
                    column[four] = F4::new([a, b, c, d]);
                }
            }
            out.extend(self.scores_of(&columns).into_iter().flatten());
        }
        out.truncate(count);
        out
    }

    fn scores_of(&self, columns: &[Column; LEAF as usize + 1]) -> [[f32; 4]; FOURS] {
        let mut sums = [[0.0; 4]; FOURS];
        let (mut splits, mut leaves) = (self.splits.as_slice(), self.leaves.as_slice());
        for &(split_count, leaf_count) in &self.sizes {
            let here;
            (here, splits) = splits.split_at(split_count as usize);
            let mut reachable = [U4::splat(u32::MAX); FOURS];
            for split in here {
                let (threshold, right) = (F4::splat(split.threshold), U4::splat(split.right));
                for (reachable, number) in reachable.iter_mut().zip(&columns[usize::from(split.feature)]) {
                    *reachable = reachable.and(number.up_to(threshold).or(right));
                }
            }
            for (sums, reachable) in sums.iter_mut().zip(reachable) {
                for (sum, reachable) in sums.iter_mut().zip(reachable.array()) {
                    *sum += leaves[reachable.trailing_zeros() as usize];
                }
            }
            leaves = &leaves[leaf_count as usize..];
        }
        sums
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One number, one threshold at 2.5, one tree: -1 up to it, 1 above.
    fn packed() -> Vec<u8> {
        let leaf = |value: i16| [LEAF].into_iter().chain(value.to_le_bytes());
        let mut out = MAGIC.to_vec();
        out.extend([1, 1]);
        out.extend(2.5_f32.to_le_bytes());
        out.extend([1, 0, 0, 0]);
        out.extend(leaf(-4096).chain(leaf(4096)));
        out
    }

    #[test]
    fn a_number_up_to_the_threshold_goes_left() {
        let trees = Trees::parse(&packed()).expect("a tree");
        assert_eq!(trees.width(), 1);
        assert_eq!(trees.scores(&[2.0, 2.5, 2.6]), [-1.0, -1.0, 1.0]);
    }

    #[test]
    fn what_is_cut_off_or_goes_on_is_refused() {
        let whole = packed();
        for end in 0..whole.len() {
            assert!(Trees::parse(&whole[..end]).is_err(), "{end}");
        }
        assert!(Trees::parse(&[whole.as_slice(), &[0]].concat()).is_err());
        let mut foreign = whole;
        foreign[12] = 7;
        assert!(Trees::parse(&foreign).is_err(), "a number that no row has");
    }
}
