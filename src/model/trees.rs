//! Boosted regression trees over a row of numbers (Friedman, Annals of Statistics 2001). Inference only; the trainer
//! (`src/bin/train/trees.rs`) writes what [`Trees::parse`] reads.

use crate::error::Error;

/// First bytes of a packed file.
pub const MAGIC: &[u8; 4] = b"WLT1";

/// In place of a feature: a leaf.
pub const LEAF: u8 = u8::MAX;

/// Leaves are whole numbers of this.
pub const LEAF_STEP: f32 = 1.0 / 4096.0;

/// A sum of trees, each over the same numbers.
#[derive(Clone, Debug, Default)]
pub struct Trees {
    /// Numbers in a row.
    width: usize,
    /// Tree by tree, a parent before its left and that before its right child.
    nodes: Vec<Node>,
    /// First node of each tree.
    roots: Vec<u32>,
}

#[derive(Clone, Copy, Debug)]
struct Node {
    /// The number that is looked at, or [`LEAF`].
    feature: u8,
    /// Nodes from here to the right child; the left one is next.
    right: u16,
    /// Greatest number that goes left, or the leaf's value.
    value: f32,
}

/// The next `count` bytes.
fn take<'a>(bytes: &mut &'a [u8], count: usize) -> Result<&'a [u8], Error> {
    let (here, rest) = bytes.split_at_checked(count).ok_or(Error::BadModel)?;
    *bytes = rest;
    Ok(here)
}

impl Trees {
    /// Reads packed trees: [`MAGIC`]; numbers in a row (u8); for each number how many thresholds (u8) and these (f32);
    /// how many trees (u16); every tree in preorder, a split as number (u8) and threshold (u8), a leaf as [`LEAF`] and its
    /// value in [`LEAF_STEP`]s (i16). All little endian.
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
            out.roots.push(out.nodes.len() as u32);
            // splits whose right child is still to come
            let mut open: Vec<usize> = Vec::new();
            loop {
                let feature = take(bytes, 1)?[0];
                if feature != LEAF {
                    let numbers = thresholds.get(usize::from(feature)).ok_or(Error::BadModel)?;
                    let value = *numbers.get(usize::from(take(bytes, 1)?[0])).ok_or(Error::BadModel)?;
                    open.push(out.nodes.len());
                    out.nodes.push(Node { feature, right: 0, value });
                    continue;
                }
                let value = take(bytes, 2)?;
                let value = f32::from(i16::from_le_bytes([value[0], value[1]])) * LEAF_STEP;
                out.nodes.push(Node { feature, right: 0, value });
                let Some(parent) = open.pop() else { break };
                out.nodes[parent].right = u16::try_from(out.nodes.len() - parent).map_err(|_| Error::BadModel)?;
            }
        }
        if bytes.is_empty() { Ok(out) } else { Err(Error::BadModel) }
    }

    /// Numbers in a row.
    pub fn width(&self) -> usize {
        self.width
    }

    /// The sum over all trees.
    ///
    /// # Panics
    /// Where `row` is shorter than [`Trees::width`].
    pub fn score(&self, row: &[f32]) -> f32 {
        let leaf = |&root: &u32| {
            let mut at = root as usize;
            loop {
                let Node { feature, right, value } = self.nodes[at];
                if feature == LEAF {
                    return value;
                }
                at += if row[usize::from(feature)] <= value { 1 } else { usize::from(right) };
            }
        };
        self.roots.iter().map(leaf).sum()
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
        assert_eq!([2.0, 2.5, 2.6].map(|number| trees.score(&[number])), [-1.0, -1.0, 1.0]);
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
