//! The words around a quotation: which cue and addressee go with it, and where the frame begins and ends.

use crate::analysis::SpeakerForm;
use crate::attribution::Attribution;
use crate::attribution::candidates::{Candidate, around};
use crate::attribution::ranking::framed;
use crate::frames::{Frames, ROLES, Role, RoleRun};
use crate::looks::Looks;
use crate::quotes::Quotation;
use std::ops::Range;

/// Words less likely to report than this are no cue even where there is no other; chosen over the folds.
const LEAST_CUE: f32 = 0.1;

/// Completes the attribution of a quotation to `speaker`.
pub fn complete(looks: &Looks, quote: &Quotation, speaker: Option<&Candidate>, frames: &Frames, confidence: f32) -> Attribution {
    let runs = &frames.runs;
    let mut out = Attribution { confidence, ..Attribution::default() };
    let extent = quote.extent();
    let first = looks.tokens[extent.start].sentence as usize;
    let last = looks.tokens[extent.end - 1].sentence as usize;
    let own = looks.sentences[first].tokens.start..looks.sentences[last].tokens.end;
    if let Some(candidate) = speaker {
        name(candidate, own.contains(&candidate.tokens.start), &mut out);
    }
    let around = around(&extent, own.clone());
    let begin = runs.partition_point(|run| run.tokens.start < around.start);
    let here: Vec<&RoleRun> = runs[begin..].iter().take_while(|run| run.tokens.start < around.end).collect();
    if framed(quote.kind) {
        out.cue = cue(looks, quote, speaker, &here);
        if out.cue.is_empty() {
            out.cue = likeliest_cue(looks, frames, quote, around);
        }
        if let Some(piece) = out.cue.first() {
            out.why.push(("cue", piece.clone()));
        }
        out.frame = frame(looks, quote, speaker, &out.cue, &own);
    }
    let addressee = here.iter().filter(|run| run.role == Role::Addressee);
    let near = addressee.min_by_key(|run| out.cue.first().map_or(0, |cue| cue.start.abs_diff(run.tokens.start)));
    out.addressee.extend(near.map(|run| run.tokens.clone()));
    out
}

/// The attribution of an answer in an interview, which has no frame.
pub fn answer(looks: &Looks, quote: &Quotation, speaker: &Candidate) -> Attribution {
    let mut out = Attribution { confidence: quote.confidence, ..Attribution::default() };
    let block = |at: usize| looks.tokens.get(at).map(|look| looks.sentences[look.sentence as usize].block);
    name(speaker, block(quote.extent().start) == block(speaker.tokens.start), &mut out);
    out
}

/// Sets the speaker, who is named `here` or in another sentence.
fn name(speaker: &Candidate, here: bool, out: &mut Attribution) {
    out.speaker = vec![speaker.tokens.clone()];
    out.entity = speaker.entity;
    out.how = Some(match speaker.form {
        _ if !here => SpeakerForm::Carried,
        1 => SpeakerForm::Pronoun,
        2 => SpeakerForm::Description,
        _ => SpeakerForm::Name,
    });
    out.why.push((if here { "frame" } else { "carried" }, speaker.tokens.clone()));
}

/// The cue nearest to the quotation, preferring the speaker's clause; with the other cue words of its clause.
fn cue(looks: &Looks, quote: &Quotation, speaker: Option<&Candidate>, here: &[&RoleRun]) -> Vec<Range<usize>> {
    let gap = |run: &RoleRun| {
        let behind = quote.pieces.partition_point(|piece| piece.end <= run.tokens.start);
        let before = quote.pieces[..behind].last().map(|piece| run.tokens.start - piece.end);
        let behind = quote.pieces.get(behind).map(|piece| piece.start.saturating_sub(run.tokens.end));
        let to_quote = before.into_iter().chain(behind).min().unwrap_or(0);
        let to_speaker = speaker.map_or(0, |speaker| speaker.tokens.start.abs_diff(run.tokens.start));
        to_quote + to_speaker
    };
    let cues: Vec<&&RoleRun> = here.iter().filter(|run| run.role == Role::Cue && !quote.holds(run.tokens.start)).collect();
    let Some(nearest) = cues.iter().min_by_key(|run| gap(run)) else { return Vec::new() };
    let clause = looks.tokens[nearest.tokens.start].clause;
    let mut pieces: Vec<Range<usize>> = Vec::new();
    for run in &cues {
        let theirs = looks.tokens[run.tokens.start].clause;
        let both = run.tokens.start.min(nearest.tokens.start)..run.tokens.end.max(nearest.tokens.end);
        let close = theirs.abs_diff(clause) == 1 && run.tokens.start.abs_diff(nearest.tokens.start) <= 8;
        if theirs == clause || (close && !quote.overlaps(&both)) {
            pieces.push(run.tokens.clone());
        }
    }
    pieces
}

/// A quotation with a frame mostly has a cue: what the sequence model came nearest to taking for one, with the words of its
/// clause that are half as likely. Words in marks report nothing.
fn likeliest_cue(looks: &Looks, frames: &Frames, quote: &Quotation, around: Range<usize>) -> Vec<Range<usize>> {
    let sure = |at: usize| frames.sure[at * ROLES.len() + Role::Cue as usize];
    let free = |&at: &usize| !quote.holds(at) && looks.tokens[at].inside == 0;
    let best = around.filter(free).max_by(|&a, &b| sure(a).total_cmp(&sure(b)));
    let Some(best) = best.filter(|&at| sure(at) >= LEAST_CUE) else { return Vec::new() };
    let clause = &looks.clauses[looks.tokens[best].clause as usize];
    let mut pieces: Vec<Range<usize>> = Vec::new();
    for at in clause.tokens.clone().filter(free).filter(|&at| sure(at) >= 0.5 * sure(best)) {
        match pieces.last_mut().filter(|piece| piece.end == at) {
            Some(piece) => piece.end = at + 1,
            None => pieces.push(at..at + 1),
        }
    }
    pieces
}

/// The stretch around cue and speaker that belongs to no piece of the quotation.
fn frame(
    looks: &Looks,
    quote: &Quotation,
    speaker: Option<&Candidate>,
    cue: &[Range<usize>],
    own: &Range<usize>,
) -> Vec<Range<usize>> {
    let (Some(first), Some(last)) = (cue.first(), cue.last()) else { return Vec::new() };
    let mut out = first.start..last.end;
    if let Some(speaker) = speaker.filter(|speaker| own.contains(&speaker.tokens.start)) {
        out = out.start.min(speaker.tokens.start)..out.end.max(speaker.tokens.end);
    }
    // with a verb the whole clause is the frame; with a preposition its phrase
    let verb = (first.start..last.end).any(|at| looks.tokens[at].mood > 0);
    if verb {
        let clause = |at: usize| looks.clauses[looks.tokens[at].clause as usize].tokens.clone();
        out = clause(out.start).start.min(out.start)..clause(out.end - 1).end.max(out.end);
    }
    for piece in &quote.pieces {
        if piece.start >= last.end {
            out.end = out.end.min(piece.start);
            if verb && out.end < piece.start {
                out.end = piece.start;
            }
        } else if piece.end <= first.start {
            out.start = out.start.max(piece.end);
            if verb && out.start > piece.end && piece.end >= own.start {
                out.start = piece.end;
            }
        }
    }
    if out.start < out.end { vec![out] } else { Vec::new() }
}
