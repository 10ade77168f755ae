//! Forward-backward over a chain of labels: what every label's probability is, given all scores.

/// e to the power of `x`, by the same steps on every machine: each system's own library rounds differently.
/// Relative error below 2e-7; method and coefficients of expf in Cephes (Moshier).
pub fn exp(x: f32) -> f32 {
    if x < -87.0 {
        return 0.0;
    }
    let x = x.min(88.0);
    let n = (x * std::f32::consts::LOG2_E + 0.5).floor();
    // ln 2 in two parts, so that the remainder stays exact
    let r = x - n * 0.693_359_4 - n * -2.121_944_4e-4;
    let mut sum = 1.987_569_1e-4;
    for coefficient in [1.398_2e-3, 8.333_452e-3, 4.166_579_6e-2, 1.666_666_5e-1, 5e-1] {
        sum = sum * r + coefficient;
    }
    (sum * r * r + r + 1.0) * f32::from_bits(((n as i32 + 127) as u32) << 23)
}

/// Forward-backward over a chain; the trainer uses it too.
pub struct Chain<'a> {
    /// Number of labels.
    pub labels: usize,
    /// As in [`Model`].
    pub transitions: &'a [f32],
}

impl Chain<'_> {
    /// Probability of every label at every position, and the forward and backward messages behind it (each position
    /// scaled to sum 1), with the exponentials of scores and transitions.
    pub fn marginals(&self, scores: &[f32], classes: &[u8]) -> (Vec<f32>, Messages) {
        let labels = self.labels;
        let size = (labels + 1) * labels;
        let class_start = |position: usize| {
            let start = classes[position] as usize * size;
            if start < self.transitions.len() { start } else { 0 }
        };
        let length = scores.len() / labels;
        let transitions: Vec<f32> = self.transitions.iter().map(|&t| exp(t)).collect();
        let mut emissions = vec![0.0; scores.len()];
        for (out, row) in emissions.chunks_exact_mut(labels).zip(scores.chunks_exact(labels)) {
            let top = row.iter().copied().fold(f32::NEG_INFINITY, f32::max);
            for (out, score) in out.iter_mut().zip(row) {
                // a floor keeps the chain alive where every way to a label is far behind
                *out = exp(score - top).max(1e-30);
            }
        }
        let mut forward = vec![0.0; scores.len()];
        let mut backward = vec![1.0; scores.len()];
        let mut marginals = vec![0.0; scores.len()];
        if length == 0 {
            return (marginals, Messages { forward, backward, emissions, transitions });
        }
        for position in 0..length {
            let transitions = &transitions[class_start(position)..];
            let (done, rest) = forward.split_at_mut(position * labels);
            let here = &mut rest[..labels];
            for label in 0..labels {
                let reach = if position == 0 {
                    transitions[label]
                } else {
                    let before = &done[(position - 1) * labels..];
                    (0..labels).map(|previous| before[previous] * transitions[(previous + 1) * labels + label]).sum()
                };
                here[label] = reach * emissions[position * labels + label];
            }
            normalise(here);
        }
        for position in (0..length - 1).rev() {
            let transitions = &transitions[class_start(position + 1)..];
            let (rest, after) = backward.split_at_mut((position + 1) * labels);
            let here = &mut rest[position * labels..];
            for label in 0..labels {
                here[label] = (0..labels)
                    .map(|next| {
                        transitions[(label + 1) * labels + next] * emissions[(position + 1) * labels + next] * after[next]
                    })
                    .sum();
            }
            normalise(here);
        }
        for ((out, f), b) in
            marginals.chunks_exact_mut(labels).zip(forward.chunks_exact(labels)).zip(backward.chunks_exact(labels))
        {
            for label in 0..labels {
                out[label] = f[label] * b[label];
            }
            normalise(out);
        }
        (marginals, Messages { forward, backward, emissions, transitions })
    }
}

/// What forward-backward leaves behind.
pub struct Messages {
    /// Scaled forward messages.
    pub forward: Vec<f32>,
    /// Scaled backward messages.
    pub backward: Vec<f32>,
    /// Exponentials of the scores, each position scaled by its best.
    pub emissions: Vec<f32>,
    /// Exponentials of the transitions.
    pub transitions: Vec<f32>,
}

fn normalise(row: &mut [f32]) {
    let sum: f32 = row.iter().sum();
    if sum > 0.0 {
        row.iter_mut().for_each(|value| *value /= sum);
    } else {
        let even = 1.0 / row.len() as f32;
        row.fill(even);
    }
}
