//! Fits what `wortlaut::model::trees` reads: boosted regression trees, grown leaf by leaf on histograms with second-order
//! gradients (Ke et al., LightGBM, NIPS 2017). Deterministic: rows and numbers are drawn by a fixed seed.

use wortlaut::model::trees::{LEAF, LEAF_STEP, MAGIC};

/// How to fit.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    pub trees: usize,
    pub leaves: usize,
    /// Share of a tree's answer that is taken.
    pub rate: f32,
    /// Weight of the sum of squared leaves.
    pub l2: f32,
    /// Fewest rows in a leaf.
    pub least_rows: usize,
}

/// Most thresholds of one number.
const MOST_THRESHOLDS: usize = 63;

/// Every how many-th number a tree looks at, and how many of ten rows.
const NUMBERS: u32 = 2;
const ROWS_OF_TEN: u32 = 8;

enum Tree {
    Leaf(f32),
    Split { feature: usize, threshold: u8, children: Box<(Tree, Tree)> },
}

/// A leaf that may be split.
struct Growing {
    rows: Vec<u32>,
    split: Option<Split>,
    /// Its place in the tree: false for left.
    path: Vec<bool>,
    value: f32,
}

#[derive(Clone, Copy)]
struct Split {
    gain: f32,
    feature: usize,
    threshold: u8,
}

struct Table {
    thresholds: Vec<Vec<f32>>,
    /// For each number the bin of every row.
    bins: Vec<Vec<u8>>,
}

impl Table {
    /// `rows` of `width` numbers, one behind the other.
    fn new(rows: &[f32], width: usize) -> Table {
        let mut table = Table { thresholds: Vec::new(), bins: Vec::new() };
        for feature in 0..width {
            let column: Vec<f32> = rows.iter().skip(feature).step_by(width).copied().collect();
            let mut sorted = column.clone();
            sorted.sort_by(f32::total_cmp);
            let mut distinct = sorted.clone();
            distinct.dedup();
            let mut thresholds: Vec<f32> = if distinct.len() <= MOST_THRESHOLDS + 1 {
                distinct.windows(2).map(|pair| (pair[0] + pair[1]) / 2.0).collect()
            } else {
                (1..=MOST_THRESHOLDS).map(|part| sorted[part * (sorted.len() - 1) / (MOST_THRESHOLDS + 1)]).collect()
            };
            thresholds.dedup();
            table.bins.push(column.iter().map(|value| thresholds.partition_point(|t| t < value) as u8).collect());
            table.thresholds.push(thresholds);
        }
        table
    }

    fn best_split(&self, rows: &[u32], features: &[usize], gradients: &[(f32, f32)], settings: Settings) -> Option<Split> {
        let (mut all, worth) = ((0.0, 0.0), |(g, h): (f32, f32)| g * g / (h + settings.l2));
        for &row in rows {
            let (g, h) = gradients[row as usize];
            all = (all.0 + g, all.1 + h);
        }
        let mut best: Option<Split> = None;
        for &feature in features {
            let bins = &self.bins[feature];
            let mut histogram = vec![(0.0_f32, 0.0_f32, 0_usize); self.thresholds[feature].len() + 1];
            for &row in rows {
                let (g, h) = gradients[row as usize];
                let bin = &mut histogram[bins[row as usize] as usize];
                *bin = (bin.0 + g, bin.1 + h, bin.2 + 1);
            }
            let mut left = (0.0, 0.0, 0);
            for (threshold, bin) in histogram[..histogram.len() - 1].iter().enumerate() {
                left = (left.0 + bin.0, left.1 + bin.1, left.2 + bin.2);
                if left.2 < settings.least_rows || rows.len() - left.2 < settings.least_rows {
                    continue;
                }
                let gain = worth((left.0, left.1)) + worth((all.0 - left.0, all.1 - left.1)) - worth(all);
                if gain > best.map_or(1e-3, |best| best.gain) {
                    best = Some(Split { gain, feature, threshold: threshold as u8 });
                }
            }
        }
        best
    }

    fn grow(&self, rows: Vec<u32>, features: &[usize], gradients: &[(f32, f32)], settings: Settings) -> Tree {
        let growing = |rows: Vec<u32>, path: Vec<bool>| {
            let (g, h) = rows.iter().fold((0.0, 0.0), |(g, h), &row| {
                let (g2, h2) = gradients[row as usize];
                (g + g2, h + h2)
            });
            Growing {
                split: self.best_split(&rows, features, gradients, settings),
                rows,
                path,
                value: -settings.rate * g / (h + settings.l2),
            }
        };
        let mut leaves = vec![growing(rows, Vec::new())];
        let mut splits: Vec<(Vec<bool>, Split)> = Vec::new();
        while leaves.len() < settings.leaves {
            let gain = |leaf: &Growing| leaf.split.map_or(0.0, |split| split.gain);
            let Some(at) = (0..leaves.len()).max_by(|&a, &b| gain(&leaves[a]).total_cmp(&gain(&leaves[b]))) else { break };
            let Some(split) = leaves[at].split else { break };
            let Growing { rows, path, .. } = leaves.swap_remove(at);
            let (left, right) = rows.into_iter().partition(|&row| self.bins[split.feature][row as usize] <= split.threshold);
            let below = |side: bool| path.iter().copied().chain([side]).collect();
            leaves.extend([growing(left, below(false)), growing(right, below(true))]);
            splits.push((path, split));
        }
        build(&mut Vec::new(), &splits, &leaves)
    }
}

fn build(path: &mut Vec<bool>, splits: &[(Vec<bool>, Split)], leaves: &[Growing]) -> Tree {
    if let Some((_, split)) = splits.iter().find(|(place, _)| place == path) {
        path.push(false);
        let left = build(path, splits, leaves);
        path.pop();
        path.push(true);
        let right = build(path, splits, leaves);
        path.pop();
        return Tree::Split { feature: split.feature, threshold: split.threshold, children: Box::new((left, right)) };
    }
    let value = leaves.iter().find(|leaf| leaf.path == *path).map_or(0.0, |leaf| leaf.value);
    Tree::Leaf((value / LEAF_STEP).round().clamp(-32767.0, 32767.0) * LEAF_STEP)
}

fn answer(tree: &Tree, table: &Table, row: usize) -> f32 {
    match tree {
        Tree::Leaf(value) => *value,
        Tree::Split { feature, threshold, children } => {
            answer(if table.bins[*feature][row] <= *threshold { &children.0 } else { &children.1 }, table, row)
        }
    }
}

/// Fits trees to `rows` of `width` numbers, one behind the other, and packs them; `gradients` turns the scores of all rows
/// into the first and second derivatives of the loss.
pub fn fit(rows: &[f32], width: usize, settings: Settings, gradients: impl Fn(&[f32]) -> Vec<(f32, f32)>) -> Vec<u8> {
    let table = Table::new(rows, width);
    let count = rows.len() / width;
    let mut scores = vec![0.0; count];
    let mut random = 0x9E37_79B9_u32;
    let mut draw = || {
        random ^= random << 13;
        random ^= random >> 17;
        random ^= random << 5;
        random >> 8
    };
    let mut forest = Vec::new();
    for _ in 0..settings.trees {
        let gradients = gradients(&scores);
        let features: Vec<usize> = (0..width).filter(|_| draw() % NUMBERS == 0).collect();
        let drawn: Vec<u32> = (0..count as u32).filter(|_| draw() % 10 < ROWS_OF_TEN).collect();
        let tree = table.grow(drawn, &features, &gradients, settings);
        scores.iter_mut().enumerate().for_each(|(row, score)| *score += answer(&tree, &table, row));
        forest.push(tree);
    }
    let mut out = MAGIC.to_vec();
    out.push(width as u8);
    for thresholds in &table.thresholds {
        out.push(thresholds.len() as u8);
        out.extend(thresholds.iter().flat_map(|t| t.to_le_bytes()));
    }
    out.extend((forest.len() as u16).to_le_bytes());
    forest.iter().for_each(|tree| pack(tree, &mut out));
    out
}

fn pack(tree: &Tree, out: &mut Vec<u8>) {
    match tree {
        Tree::Leaf(value) => {
            out.push(LEAF);
            out.extend(((value / LEAF_STEP) as i16).to_le_bytes());
        }
        Tree::Split { feature, threshold, children } => {
            out.extend([*feature as u8, *threshold]);
            pack(&children.0, out);
            pack(&children.1, out);
        }
    }
}

/// Derivatives of the logistic loss.
pub fn logistic(scores: &[f32], right: &[bool]) -> Vec<(f32, f32)> {
    let each = |(score, &right): (&f32, &bool)| {
        let p = 1.0 / (1.0 + (-score).exp());
        (p - f32::from(u8::from(right)), (p * (1.0 - p)).max(1e-4))
    };
    scores.iter().zip(right).map(each).collect()
}

/// Derivatives of the log-likelihood that one of the right rows of each group is chosen; `groups` are their sizes in order.
pub fn choice(scores: &[f32], right: &[bool], groups: &[usize]) -> Vec<(f32, f32)> {
    let mut out = Vec::with_capacity(scores.len());
    let mut start = 0;
    for &size in groups {
        let (scores, right) = (&scores[start..start + size], &right[start..start + size]);
        let top = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
        let p: Vec<f32> = scores.iter().map(|score| (score - top).exp()).collect();
        let all: f32 = p.iter().sum();
        let mass: f32 = p.iter().zip(right).filter(|(_, right)| **right).map(|(p, _)| p).sum::<f32>().max(1e-20);
        out.extend(p.iter().zip(right).map(|(p, &right)| {
            let share = p / all;
            (share - if right { p / mass } else { 0.0 }, (share * (1.0 - share)).max(1e-4))
        }));
        start += size;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use wortlaut::model::trees::Trees;

    #[test]
    fn trees_learn_what_no_line_can_say() {
        // right where exactly one of two numbers is great
        let rows: Vec<f32> = (0..800).flat_map(|i| [(i * 7 % 10) as f32, (i * 3 % 11) as f32, 1.0]).collect();
        let right: Vec<bool> = rows.chunks_exact(3).map(|row| (row[0] > 4.0) != (row[1] > 5.0)).collect();
        let settings = Settings { trees: 60, leaves: 8, rate: 0.2, l2: 1.0, least_rows: 5 };
        let trees = Trees::parse(&fit(&rows, 3, settings, |scores| logistic(scores, &right))).expect("packed by us");
        let wrong = trees.scores(&rows).iter().zip(&right).filter(|&(score, right)| (*score > 0.0) != *right).count();
        assert_eq!(wrong, 0);
    }

    #[test]
    fn of_a_group_the_right_row_is_chosen() {
        let rows: Vec<f32> = (0..900).map(|i| (i * 37 % 101) as f32).collect();
        let groups = vec![3; 300];
        let best = |group: &[f32]| (0..3).max_by(|&a, &b| group[a].total_cmp(&group[b])).expect("three");
        let right: Vec<bool> = rows.chunks_exact(3).flat_map(|group| (0..3).map(move |at| at == best(group))).collect();
        let settings = Settings { trees: 80, leaves: 16, rate: 0.2, l2: 1.0, least_rows: 5 };
        let trees = Trees::parse(&fit(&rows, 1, settings, |scores| choice(scores, &right, &groups))).expect("packed by us");
        let scores = trees.scores(&rows);
        let wrong = scores.chunks_exact(3).zip(right.chunks_exact(3)).filter(|(scores, right)| !right[best(scores)]).count();
        assert!(wrong <= 15, "{wrong} of 300");
    }
}
