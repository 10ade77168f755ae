//! Cleaning: what is mended, where it leads back to, and what the blocks are.

use proptest::prelude::*;
use std::borrow::Cow;
use wortlaut::analysis::BlockKind;
use wortlaut::clean::{Clean, Markup, clean};
use wortlaut::{Options, Span};

fn plain(text: &str) -> Clean<'_> {
    clean(text, &Options::default())
}

#[test]
fn mends_what_was_meant() {
    let cases = [
        // pasted, meant
        ("Mini\u{AD}sterium", "Ministerium"),
        ("\u{FEFF}Bonn\u{200B} und\u{A0}Köln", "Bonn und Köln"),
        ("12\u{202F}500 Euro, 5\u{A0}Prozent", "12500 Euro, 5 Prozent"),
        ("fÃ¼r GrÃ¶ÃŸe und Ã„pfel", "für Größe und Äpfel"),
        ("â€žJaâ€œ â€“ 5 â‚¬", "„Ja“ – 5 €"),
        ("â€œJaâ€ heiÃŸt es", "“Ja” heißt es"),
        ("5 Â°C, Â§ 3, KoÄ\u{8D}i und fÃ¼r", "5 °C, § 3, Koči und für"),
        ("Mu\u{308}ller aus Ko\u{308}ln", "Müller aus Köln"),
        ("ﬂießt eﬀektiv", "fließt effektiv"),
        ("Meier &amp; Sohn, d.&#8239;h. &bdquo;Ja&ldquo;", "Meier & Sohn, d. h. „Ja“"),
        ("Der Sprecher des Innenminis-\nteriums sagte nichts.", "Der Sprecher des Innenministeriums sagte nichts."),
        ("Die Regierung und der US-\nPräsident schweigen.", "Die Regierung und der US-Präsident schweigen."),
        ("Der Sprecher des Innenminis\u{AD}\nteriums sagte nichts.", "Der Sprecher des Innenministeriums sagte nichts."),
    ];
    for (pasted, meant) in cases {
        assert_eq!(plain(pasted).text, meant, "{pasted:?}");
    }
}

#[test]
fn leaves_alone_what_is_right() {
    let cases = [
        "Größe, Ärger und „Spaß“ in São Paulo – 5 €",
        "Es gibt auf der langen Liste Vor-\nund Nachteile.",
        "Ein Gewinn von AT&T; das war's",
        "- Erstens und eine lange Zeile -\nzweitens",
        "A\r\n\r\nB\rC",
        "👩\u{200D}👩\u{200D}👧 lacht",
        "",
    ];
    for text in cases {
        let clean = plain(text);
        assert!(matches!(clean.text, Cow::Borrowed(_)), "{text:?} became {:?}", clean.text);
    }
}

#[test]
fn spans_lead_back_to_the_pasted_text() {
    let pasted = "fÃ¼r das Mini\u{AD}sterium\u{200B} und\u{A0}Mu\u{308}ller";
    let clean = plain(pasted);
    for (meant, shown) in [
        ("für", "fÃ¼r"),
        ("ür", "Ã¼r"),
        ("Ministerium", "Mini\u{AD}sterium"),
        ("sterium", "sterium"),
        ("Mini", "Mini"),
        ("und", "und"),
        ("Müller", "Mu\u{308}ller"),
        ("üll", "u\u{308}ll"),
    ] {
        let at = clean.text.find(meant).expect(meant);
        assert_eq!(clean.original(Span::new(at, at + meant.len())).of(pasted), shown, "{meant}");
    }
}

/// One line a block: kind, then what stands before the text, then how the text begins.
fn shown(clean: &Clean) -> String {
    let mut out = String::new();
    for block in &clean.blocks {
        let kind = block.why.map_or_else(|| format!("{:?}", block.kind), |why| format!("{why:?}!"));
        let lead = block.label.or(block.dateline).map_or(String::new(), |lead| format!("[{}] ", lead.of(&clean.text)));
        let body = block.body().of(&clean.text).replace(['\n', '\r'], " ");
        let words: Vec<&str> = body.split_whitespace().take(3).collect();
        out += &format!("{kind} {lead}{}\n", words.join(" "));
    }
    out
}

#[test]
fn article_with_lead_and_subheading() {
    let text = "Streit um die Brücke\n\nDer Rat der Stadt kann sich nicht auf einen Neubau einigen.\n\nVon Anna Kern\n\n\
        Leer. Die Brücke über die Leda bleibt gesperrt. Das sagte Bürgermeister Uwe Ott am Montag.\n\nKein Geld im Haushalt\n\n\
        Die Kämmerin sieht keinen Spielraum. Im Haushalt fehlen drei Millionen Euro.\n\n– Kosten: 12 Millionen Euro\n– Länge: 80 Meter";
    let expected = "Headline Streit um die\nLead Der Rat der\nAuthor! Von Anna Kern\nParagraph [Leer.] Die Brücke über\n\
        Subheading Kein Geld im\nParagraph Die Kämmerin sieht\nListItem – Kosten: 12\nListItem – Länge: 80\n";
    assert_eq!(shown(&plain(text)), expected);
}

#[test]
fn datelines() {
    for (text, expected) in [
        ("Berlin (dpa) – Der Bundestag tagt. Es geht um viel.", "Berlin (dpa) –"),
        ("Bad Segeberg (dpa/lno) - Der Rat tagt. Es geht um viel.", "Bad Segeberg (dpa/lno) -"),
        ("Wien/Graz, 3. Mai (APA) – Der Rat tagt. Es geht um viel.", "Wien/Graz, 3. Mai (APA) –"),
        ("Bern (Keystone-SDA) Der Rat tagt. Es geht um viel.", "Bern (Keystone-SDA)"),
        ("Leer. Der Rat tagt. Es geht um viel.", "Leer."),
        ("FRANKFURT AM MAIN. Der Rat tagt. Es geht um viel.", "FRANKFURT AM MAIN."),
        ("Suhl, 14. Februar. Der Rat tagt. Es geht um viel.", "Suhl, 14. Februar."),
        ("Paris – Der Rat tagt. Es geht um viel.", "Paris –"),
        ("Paris – die Stadt der Liebe – tagt. Es geht um viel.", ""),
        ("Meier (SPD) – Der Rat tagt. Es geht um viel.", ""),
        ("Nein. Der Rat tagt nicht. Es geht um viel.", ""),
        ("Der Rat – Die Grünen fehlten – tagt. Es geht um viel.", ""),
    ] {
        let text = format!("Der Rat tagt wieder\n\n{text}\n\nEin zweiter Absatz folgt.");
        let clean = plain(&text);
        let found = clean.blocks[1].dateline.map_or("", |span| span.of(&clean.text));
        assert_eq!(found, expected, "{text}");
    }
}

#[test]
fn interview_with_labels() {
    let text = "Ein Jahr im Eis\n\nAnna Kern war ein Jahr lang in der Antarktis. Ein Gespräch über Kälte und Brot.\n\n\
        Kurier: Frau Kern, wie kalt war es?\n\nAnna Kern: Sehr kalt. Minus 50 Grad.\n\nKurier: Sie hatten kein Brot.\n\n\
        Kern: Doch, aber wenig. Warum auch mehr?\n\nKurier: Fahren Sie wieder?\n\nKern: Ja, morgen.";
    let expected = "Headline Ein Jahr im\nParagraph Anna Kern war\nQuestion [Kurier:] Frau Kern, wie\nParagraph [Anna Kern:] Sehr kalt. Minus\n\
        Question [Kurier:] Sie hatten kein\nParagraph [Kern:] Doch, aber wenig.\nQuestion [Kurier:] Fahren Sie wieder?\nParagraph [Kern:] Ja, morgen.\n";
    assert_eq!(shown(&plain(text)), expected);
}

#[test]
fn interview_without_labels() {
    let text = "Ein Jahr im Eis\n\nAnna Kern war ein Jahr lang in der Antarktis. Ein Gespräch über Kälte und Brot.\n\n\
        Frau Kern, wie kalt war es?\n\nSehr kalt. Minus 50 Grad, oft mehr.\n\nAber Brot hatten Sie genug.\n\nWenig. Wer bäckt schon im Eis?\n\n\
        Was aßen Sie dann?\n\nFisch. Jeden Tag.\n\nFahren Sie wieder?\n\nJa, morgen.";
    let expected = "Headline Ein Jahr im\nParagraph Anna Kern war\nQuestion Frau Kern, wie\nParagraph Sehr kalt. Minus\nQuestion Aber Brot hatten\n\
        Paragraph Wenig. Wer bäckt\nQuestion Was aßen Sie\nParagraph Fisch. Jeden Tag.\nQuestion Fahren Sie wieder?\nParagraph Ja, morgen.\n";
    let shown = shown(&plain(text));
    // the answer that ends as a question cannot be told from one
    assert_eq!(shown.replace("Question Wenig.", "Paragraph Wenig."), expected);
}

#[test]
fn lines_broken_at_a_fixed_width_are_one_block() {
    let text = "Rat lehnt Brücke ab\n\n\
        Der Rat der Stadt Leer hat den Neubau der Brücke am Montag mit großer\n\
        Mehrheit abgelehnt. Bürgermeister Uwe Ott sprach von einem schwarzen Tag\n\
        für die Stadt. Die Kosten seien in den vergangenen Jahren stark gestie-\n\
        gen, sagte er. Nun müsse neu geplant werden.\n\
        Die Opposition sieht das anders. Sie verlangt einen Bürgerentscheid und\n\
        hat dafür schon Unterschriften gesammelt.\n\n\
        Die Verwaltung soll nun prüfen, was eine Sanierung kosten würde. Bis zum\n\
        Herbst will sie Zahlen vorlegen.";
    let clean = plain(text);
    let blocks: Vec<String> = clean.blocks.iter().map(|block| block.span.of(&clean.text).replace('\n', " ")).collect();
    assert_eq!(blocks.len(), 4, "{blocks:#?}");
    assert!(
        blocks[1].starts_with("Der Rat") && blocks[1].ends_with("neu geplant werden.") && blocks[1].contains("stark gestiegen,")
    );
    assert!(blocks[2].starts_with("Die Opposition") && blocks[2].ends_with("gesammelt."));
    assert!(blocks[3].starts_with("Die Verwaltung") && blocks[3].ends_with("vorlegen."));
}

#[test]
fn clutter_alone_is_told() {
    assert!(plain("Wie ist Ihre Meinung?").is_only_clutter());
    assert!(plain("Anzeige\n\nMehr zum Thema\nLeer: Neue Brücke wird teurer\n\nArtikel teilen").is_only_clutter());
    assert!(!plain("Der Rat tagt.").is_only_clutter());
    assert!(!plain(" \n").is_only_clutter());
}

#[test]
fn clutter_can_be_taken_up_again() {
    let text = "Rat tagt wieder\n\nDer Rat tagt am Montag. Es geht um die Brücke.\n\nAnzeige\n\nArtikel teilen";
    let at = text.find("Anzeige").expect("there");
    let keep = vec![Span::new(at + 2, at + 3)];
    let clean = clean(text, &Options { keep, ..Options::default() });
    let why: Vec<bool> = clean.blocks.iter().map(|block| block.why.is_some()).collect();
    assert_eq!(why, [false, false, false, true]);
    assert_eq!(clean.blocks[2].kind, BlockKind::Paragraph);
}

#[test]
fn markup_tells_kinds() {
    let text = "Menü Rat tagt wieder Der Rat tagt. Es geht um Geld. Was nun? Foto vom Rat Anzeige";
    let span = |words: &str| {
        let at = text.find(words).expect(words);
        Span::new(at, at + words.len())
    };
    let markup = vec![
        Markup { span: span("Menü "), kind: BlockKind::Clutter },
        Markup { span: span("Rat tagt wieder"), kind: BlockKind::Headline },
        Markup { span: span("Der Rat tagt. Es geht um Geld."), kind: BlockKind::Paragraph },
        Markup { span: span("Was nun?"), kind: BlockKind::Subheading },
        // nested once more: the outer one holds
        Markup { span: span("nun?"), kind: BlockKind::Paragraph },
        Markup { span: span("Foto vom Rat"), kind: BlockKind::Caption },
        Markup { span: span("Anzeige"), kind: BlockKind::Paragraph },
    ];
    let clean = clean(text, &Options { markup, ..Options::default() });
    let expected = "Navigation! Menü\nHeadline Rat tagt wieder\nParagraph Der Rat tagt.\nSubheading Was nun?\nCaption Foto vom Rat\nAd! Anzeige\n";
    assert_eq!(shown(&clean), expected);
}

fn pasted() -> impl Strategy<Value = String> {
    let part = prop_oneof![
        Just("Ein Satz mit einigen Wörtern für einen Absatz. ".to_owned()),
        Just("Anzeige".to_owned()),
        Just("Frage: Wie?".to_owned()),
        Just("Ã¼".to_owned()),
        Just("â€".to_owned()),
        Just("u\u{308}".to_owned()),
        Just("&nbsp;".to_owned()),
        Just("-\n".to_owned()),
        "[\n\r\u{2028}]{1,3}",
        "[ \t\u{a0}\u{ad}\u{200b}\u{200d}\u{feff}]{1,3}",
        "[a-zäöüßA-ZÄÖÜ0-9]{1,6} ?",
        "[.,:;!?„“»«\"()&#-]{1,2}",
        any::<char>().prop_map(String::from),
    ];
    prop::collection::vec(part, 0..50).prop_map(|parts| parts.concat())
}

proptest! {
    #[test]
    fn blocks_cover_the_text_and_lead_back(text in pasted(), marks in prop::collection::vec((0usize..200, 0usize..60), 0..4)) {
        let mut markup: Vec<Markup> = marks
            .into_iter()
            .map(|(start, length)| {
                let at = |at: usize| text.floor_char_boundary(at.min(text.len()));
                Markup { span: Span::new(at(start), at(start + length)), kind: BlockKind::Paragraph }
            })
            .collect();
        markup.sort_by_key(|mark| mark.span);
        let clean = clean(&text, &Options { markup, ..Options::default() });
        let mut at = 0;
        let mut behind = 0;
        for block in &clean.blocks {
            let gap = clean.text.get(at..block.span.start as usize).expect("blocks in order, on character boundaries");
            prop_assert!(gap.chars().all(char::is_whitespace), "{:?} is in no block", gap);
            prop_assert!(!block.span.is_empty());
            at = block.span.end as usize;
            let pasted = clean.original(block.span);
            prop_assert!(pasted.start >= behind && pasted.start <= pasted.end);
            prop_assert!(text.get(pasted.start as usize..pasted.end as usize).is_some());
            behind = pasted.end;
            for lead in block.label.into_iter().chain(block.dateline) {
                prop_assert!(block.span.contains(lead) && clean.text.get(lead.start as usize..lead.end as usize).is_some());
            }
        }
        prop_assert!(clean.text[at..].chars().all(char::is_whitespace));
        // every place leads back, in order
        let places: Vec<usize> = clean.text.char_indices().map(|(at, _)| at).chain([clean.text.len()]).collect();
        let mut last = 0;
        for pair in places.windows(2) {
            let pasted = clean.original(Span::new(pair[0], pair[1]));
            prop_assert!(pasted.start >= last);
            let shown = text.get(pasted.start as usize..pasted.end as usize).expect("character boundaries");
            let meant = &clean.text[pair[0]..pair[1]];
            prop_assert!(!shown.is_empty());
            if matches!(clean.text, Cow::Borrowed(_)) {
                prop_assert_eq!(shown, meant);
            }
            last = pasted.start;
        }
    }
}

#[test]
fn long_runs_take_linear_time() {
    for unit in [
        "„",
        "a",
        "\n",
        "a\n",
        "a\n\n",
        "Anzeige\n",
        "Frage: Wie?\n\n",
        "- ",
        "-\n",
        "&",
        "Ã¼",
        "u\u{308}",
        "x y z\n",
        "\u{ad}",
        " ",
        "Mehr zum Thema\n\n",
        "Ein langer Absatz steht hier. Noch einer steht hier für alle, die es wissen.\n\n",
        "«a b c d e f»\n\n",
    ] {
        let text = unit.repeat((1 << 20) / unit.len());
        let start = std::time::Instant::now();
        std::hint::black_box(plain(&text));
        let seconds = start.elapsed().as_secs_f64();
        // a step that looks at all of the text for each of its letters takes minutes, on any machine
        assert!(seconds < 10.0, "{unit:?}: {seconds} s for 1 MB");
    }
}
