//! What every stage promises, and the public value of the whole: for the tests and for fuzzing.
#![allow(dead_code, reason = "each test program uses its part")]

use serde_json::Value;
use std::ops::Range;
use wortlaut::clean::{self, Clean};
use wortlaut::looks::Looks;
use wortlaut::reading::Reading;
use wortlaut::tokens::{self, Tokens};
use wortlaut::{Analysis, Models, Options, Span, Unit, analyse};
use wortlaut::{attribution, entities, frames, names, quotes, tagging};

/// How far a text is read, each stage after those before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    Clean,
    Tokens,
    Tagging,
    Names,
    Entities,
    Frames,
    Quotes,
    Attribution,
}

/// Runs the stages up to `last` and checks what each promises to the next.
pub fn stages(text: &str, options: &Options, models: &Models, last: Stage) {
    let clean = clean::clean(text, options);
    clean_text(text, &clean);
    if last == Stage::Clean {
        return;
    }
    let tokens = tokens::split(&clean);
    lossless(&clean, &tokens);
    if last == Stage::Tokens {
        return;
    }
    let count = tokens.tokens.len();
    let tagging = tagging::read(&clean, &tokens, models);
    assert_eq!(tagging.tags.len(), count, "one tag a token");
    assert!(covers(tagging.clauses.iter().map(|clause| &clause.tokens), count), "every token belongs to one clause");
    if last == Stage::Tagging {
        return;
    }
    let reading = Reading::new(&clean, &tokens, &tagging);
    let sentence = |token: usize| reading.sentences.partition_point(|sentence| sentence.tokens.end <= token);
    let in_one_sentence = |run: &Range<usize>| inside(run, count) && sentence(run.start) == sentence(run.end - 1);
    let names = names::find(&reading, models);
    assert!(names.iter().all(|name| in_one_sentence(&name.tokens)), "names do not cross sentences");
    assert!(names.windows(2).all(|pair| pair[0].tokens.end <= pair[1].tokens.start), "names do not overlap");
    if last == Stage::Names {
        return;
    }
    let entities = entities::gather(&reading, &names, models);
    for entity in &entities {
        assert!(!entity.name.trim().is_empty() && !entity.mentions.is_empty(), "{entity:?}");
        assert!(entity.mentions.iter().all(|mention| inside(&mention.tokens, count)), "{entity:?}");
        assert!(entity.mentions.is_sorted_by_key(|mention| mention.tokens.start), "{entity:?}");
    }
    if last == Stage::Entities {
        return;
    }
    let looks = Looks::new(&reading, &entities, models);
    assert!(looks.tokens.len() == count && looks.sentences.len() == reading.sentences.len());
    let frames = frames::find(&looks, models);
    assert!(frames.roles.len() == count && frames.sure.len() == count * frames::ROLES.len());
    assert!(frames.runs.iter().all(|run| inside(&run.tokens, count)));
    if last == Stage::Frames {
        return;
    }
    let quotations = quotes::find(&looks, &frames, models);
    for (index, quote) in quotations.quotes.iter().enumerate() {
        assert!(runs(&quote.pieces, count) && !quote.pieces.is_empty(), "{quote:?}");
        assert!(quote.inside.is_none_or(|outer| outer < index), "an outer quotation comes before those in it: {quote:?}");
        assert!((0.0..=1.0).contains(&quote.confidence), "{quote:?}");
    }
    assert!(quotations.marks.iter().all(|(run, _)| inside(run, count)));
    if last == Stage::Quotes {
        return;
    }
    let attributions = attribution::attribute(&looks, &frames, &entities, &quotations.quotes, models);
    assert_eq!(attributions.len(), quotations.quotes.len(), "one attribution a quotation");
    for found in &attributions {
        assert!([&found.speaker, &found.cue, &found.frame, &found.addressee].iter().all(|part| runs(part, count)), "{found:?}");
        assert!(found.entity.is_none_or(|entity| entity < entities.len()), "{found:?}");
        assert!((0.0..=1.0).contains(&found.confidence), "{found:?}");
    }
}

/// Blocks in order, on boundaries, and every one leads back into the pasted text.
fn clean_text(text: &str, clean: &Clean) {
    let mut end = 0;
    for block in &clean.blocks {
        assert!(end <= block.span.start && block.span.start < block.span.end, "{block:?} after {end}");
        end = block.span.end;
        assert!(!block.span.of(&clean.text).trim().is_empty());
        let body = block.body();
        assert!(
            block.span.start <= body.start && body.start <= body.end && clean.text.is_char_boundary(body.start as usize),
            "{block:?}"
        );
        let pasted = clean.original(block.span);
        assert!(
            pasted.end as usize <= text.len() && text.get(pasted.start as usize..pasted.end as usize).is_some(),
            "{pasted:?}"
        );
    }
    assert!(end as usize <= clean.text.len());
}

/// Tokens and the white space between them are the blocks that are no clutter; every token has its sentence.
fn lossless(clean: &Clean, tokens: &Tokens) {
    let mut at = 0;
    for block in clean.blocks.iter().filter(|block| block.why.is_none()) {
        let mut end = block.span.start;
        while let Some(token) = tokens.tokens.get(at).filter(|token| token.span().start < block.span.end) {
            assert!(token.span().start < token.span().end, "{token:?}");
            assert!(invisible(Span { start: end, end: token.span().start }.of(&clean.text)), "lost before {token:?}");
            end = token.span().end;
            at += 1;
        }
        assert!(invisible(Span { start: end, end: block.span.end }.of(&clean.text)), "lost at the end of {block:?}");
    }
    assert_eq!(at, tokens.tokens.len(), "no token outside the blocks");
    assert!(covers(tokens.sentences.iter().map(|sentence| &sentence.tokens), at), "every token belongs to one sentence");
}

fn inside(run: &Range<usize>, count: usize) -> bool {
    run.start < run.end && run.end <= count
}

/// Whether the runs are in order, apart and within the text.
fn runs(runs: &[Range<usize>], count: usize) -> bool {
    runs.iter().all(|run| inside(run, count)) && runs.windows(2).all(|pair| pair[0].end <= pair[1].start)
}

/// Whether the runs cover the tokens without gap or overlap.
fn covers<'a>(runs: impl Iterator<Item = &'a Range<usize>>, count: usize) -> bool {
    let mut end = 0;
    for run in runs {
        if run.start != end || run.is_empty() {
            return false;
        }
        end = run.end;
    }
    end == count
}

/// The nearest stretch on character boundaries.
pub fn on_boundaries(text: &str, span: Span) -> Span {
    Span::new(text.floor_char_boundary(span.start as usize), text.floor_char_boundary(span.end as usize))
}

fn read(text: &str, unit: Unit) -> Analysis {
    analyse(text, &Options { unit, ..Options::default() }).unwrap()
}

/// Every object of the public value that has a start and an end.
fn spans(value: &Value, out: &mut Vec<Span>) {
    match value {
        Value::Object(fields) => {
            if let (Some(start), Some(end)) = (fields.get("start"), fields.get("end")) {
                let position = |value: &Value| u32::try_from(value.as_u64().unwrap()).unwrap();
                out.push(Span { start: position(start), end: position(end) });
            }
            fields.values().for_each(|field| spans(field, out));
        }
        Value::Array(items) => items.iter().for_each(|item| spans(item, out)),
        _ => {}
    }
}

/// Every stretch of text that the public value names.
pub fn all_spans(analysis: &Analysis) -> Vec<Span> {
    let mut out = Vec::new();
    spans(&serde_json::to_value(analysis).unwrap(), &mut out);
    out
}

/// Checks everything that the public value promises.
pub fn whole(text: &str) {
    let analysis = read(text, Unit::Bytes);
    assert_eq!(analysis, read(text, Unit::Bytes), "the same text gives the same result");

    let bytes = all_spans(&analysis);
    for span in &bytes {
        assert!(span.start < span.end && span.end as usize <= text.len(), "{span:?} of {}", text.len());
        assert!(text.is_char_boundary(span.start as usize) && text.is_char_boundary(span.end as usize), "{span:?}");
    }
    // the same places in every unit
    let units: Vec<u16> = text.encode_utf16().collect();
    let points: Vec<char> = text.chars().collect();
    let (wide, pointed) = (all_spans(&read(text, Unit::Utf16)), all_spans(&read(text, Unit::CodePoints)));
    assert!(bytes.len() == wide.len() && bytes.len() == pointed.len());
    for ((byte, wide), point) in bytes.iter().zip(wide).zip(pointed) {
        let words = byte.of(text);
        assert_eq!(words, String::from_utf16(&units[wide.start as usize..wide.end as usize]).unwrap());
        assert_eq!(words, points[point.start as usize..point.end as usize].iter().collect::<String>());
    }
    // blocks and the white space between them cover the text
    let mut end = 0;
    for block in &analysis.blocks {
        assert!(end <= block.start, "blocks in order");
        assert!(invisible(&text[end as usize..block.start as usize]), "{:?}", &text[end as usize..block.start as usize]);
        end = block.end;
    }
    assert!(invisible(&text[end as usize..]), "{:?}", &text[end as usize..]);
    // what refers to something refers to something that is there
    let entity = |id: u32| analysis.entities.iter().filter(|entity| entity.id == id).count() == 1;
    for (index, quote) in analysis.quotes.iter().enumerate() {
        assert_eq!(quote.id as usize, index);
        assert!(!quote.spans.is_empty() && quote.spans.is_sorted());
        assert!(quote.inside.is_none_or(|outer| outer != quote.id && (outer as usize) < analysis.quotes.len()));
        assert!((0.0..=1.0).contains(&quote.confidence));
        if let Some(speaker) = &quote.speaker {
            assert!(!speaker.spans.is_empty(), "a speaker comes with the words that name them");
            assert!(speaker.entity.is_none_or(entity));
        }
    }
    for found in &analysis.entities {
        assert!(entity(found.id) && !found.name.trim().is_empty() && !found.mentions.is_empty(), "{found:?}");
        assert!((0.0..=1.0).contains(&found.salience));
    }
    assert!(analysis.voices.iter().all(|voice| voice.entity.is_none_or(entity)));
    let share: f32 = analysis.voices.iter().map(|voice| voice.share).sum();
    assert!(analysis.voices.iter().all(|voice| voice.words == 0) || (share - 1.0).abs() < 1e-3, "{share}");
}

/// White space and characters that show nothing.
fn invisible(text: &str) -> bool {
    text.chars().all(|c| {
        let format = matches!(c, '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fffc}');
        c.is_whitespace() || c.is_control() || format
    })
}
