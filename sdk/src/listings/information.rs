//! Whether a name says anything about what is sold, and if not, what it is instead: `docs/spec-names.md`.
//!
//! A name says nothing when **every** word of it is a counter noun, a numeral, a billing word, a counting unit, an
//! amount of money or a filler. One word outside these tables is content and makes the name acceptable, so that
//! 年度安全评估 and 50用户/年 stay allowed without a list of good words.

use super::{
    fold::{Folded, Glyph, Kind},
    words::{self, Class},
};
use crate::finding::Code;

/// One recognised word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Token {
    /// A word that says nothing; with its character if it is a single Chinese one.
    Plain(Class, Option<char>),
    /// A Chinese character of no uninformative word.
    Han(char),
    /// A Latin word that says something.
    Latin,
    /// A code, a size, a Chinese content word or a word in another script.
    Content,
}

impl Token {
    fn class(self) -> Option<Class> {
        match self {
            Token::Plain(class, _) => Some(class),
            _ => None,
        }
    }
}

/// The code for a name that says nothing; none when it says something.
pub(super) fn says_nothing(name: &Folded) -> Option<Code> {
    let (mut tokens, letters) = tokens(&name.glyphs);
    if tokens.contains(&Token::Latin) {
        // “mon thly”, “s pec 1”: spaced apart, but one uninformative word
        let classes = latin_words(&letters)?;
        tokens.retain(|t| *t != Token::Latin);
        tokens.extend(classes.into_iter().map(|class| Token::Plain(class, None)));
    } else if words::latin_class(&letters) == Some(Class::Billing) {
        tokens.push(Token::Plain(Class::Billing, None)); // one-time is more than “one” and “time”
    }
    if tokens.contains(&Token::Content) {
        return None;
    }
    let content = distinct(tokens.iter().filter_map(|t| match t {
        Token::Han(c) => Some(*c),
        _ => None,
    }));
    let classes: Vec<Class> = tokens.iter().filter_map(|t| t.class()).collect();
    match content.len() {
        0 => Some(code_for(&classes)),
        1 if is_part_of_a_word(&tokens, &classes) => None,
        1 => Some(Code::NameSaysNothing),
        // 规x格: letters and digits between the characters of one uninformative word
        _ => han_alone(&name.glyphs).map(|han| code_for(&[classes.as_slice(), han.as_slice()].concat())),
    }
}

/// Which kind of nothing: the most specific code that is true.
fn code_for(classes: &[Class]) -> Code {
    let has = |class| classes.contains(&class);
    let (counter, number) = (has(Class::Counter), has(Class::Number));
    if has(Class::Price) {
        Code::NameHasPrice
    } else if counter && (has(Class::Billing) || has(Class::Unit)) {
        Code::NameSaysNothing
    } else if has(Class::Billing) {
        Code::NameIsBillingWord
    } else if has(Class::Unit) {
        Code::NameIsCountingUnit
    } else if number {
        Code::NameIsBareCounter
    } else {
        Code::NameSaysNothing
    }
}

/// Whether the one left-over Chinese character belongs to a word or is what is counted (平台, 工单, 50 人, 四核), and is
/// not just a label (规格金, 金版).
fn is_part_of_a_word(tokens: &[Token], classes: &[Class]) -> bool {
    let counts_something = |c: char| words::HAN_MEASURES.contains(c) || !classes.contains(&Class::Counter);
    tokens.windows(2).any(|pair| match *pair {
        [Token::Plain(Class::Number, _), Token::Han(c)] => counts_something(c),
        [Token::Plain(Class::Filler, Some('每' | '按')), Token::Han(c)] => counts_something(c),
        [Token::Plain(class, Some(beside)), Token::Han(_)]
        | [Token::Han(_), Token::Plain(class, Some(beside))] => {
            class != Class::Number && !words::HAN_LOOSE.contains(beside)
        }
        [Token::Plain(Class::Unit | Class::Billing, None), Token::Han(c)] => counts_something(c),
        _ => false,
    })
}

fn distinct(chars: impl Iterator<Item = char>) -> Vec<char> {
    let mut seen = Vec::new();
    for c in chars {
        if !seen.contains(&c) {
            seen.push(c);
        }
    }
    seen
}

/// The words in order, and all Latin letters that stand in words. Separators end Latin words and numbers, but not
/// Chinese ones: 规-格 is 规格.
fn tokens(glyphs: &[Glyph]) -> (Vec<Token>, String) {
    let (mut out, mut letters) = (Vec::new(), String::new());
    let mut i = 0;
    while i < glyphs.len() {
        let from = i;
        match glyphs[i].kind {
            Kind::Separator => i += 1,
            Kind::Latin | Kind::Digit => {
                while i < glyphs.len() && matches!(glyphs[i].kind, Kind::Latin | Kind::Digit) {
                    i += 1;
                }
                let run: String = glyphs[from..i].iter().map(|g| g.c).collect();
                push_alphanumeric(&run, &mut out, &mut letters);
            }
            Kind::OtherLetter => {
                while i < glyphs.len() && glyphs[i].kind == Kind::OtherLetter {
                    i += 1;
                }
                let letters = distinct(glyphs[from..i].iter().map(|g| g.c));
                out.push(if letters.len() > 1 {
                    Token::Content
                } else {
                    Token::Plain(Class::Number, None)
                });
            }
            Kind::Han => {
                let mut run = Vec::new();
                while i < glyphs.len() && matches!(glyphs[i].kind, Kind::Han | Kind::Separator) {
                    if glyphs[i].kind == Kind::Han {
                        run.push(glyphs[i].c);
                    }
                    i += 1;
                }
                let after_number = out.last().and_then(|t: &Token| t.class()) == Some(Class::Number);
                push_han(&run, after_number, &mut out);
            }
        }
    }
    (out, letters)
}

/// A run of letters and digits: `sku01`, `100gb`, `b2b`, `2nd`.
fn push_alphanumeric(run: &str, out: &mut Vec<Token>, letters: &mut String) {
    if words::CODES.contains(&run) {
        out.push(Token::Content);
        return;
    }
    let number = Token::Plain(Class::Number, None);
    let mut rest = run;
    let mut after_digits = false;
    while let Some(first) = rest.chars().next() {
        let digits = first.is_ascii_digit();
        let end = rest
            .find(|c: char| c.is_ascii_digit() != digits)
            .unwrap_or(rest.len());
        let (word, tail) = rest.split_at(end);
        rest = tail;
        if digits {
            out.push(number);
        } else if after_digits && matches!(word, "g" | "t") {
            out.push(Token::Content); // 100G, 1T: a size
        } else {
            letters.push_str(word);
            let ordinal = after_digits && matches!(word, "st" | "nd" | "rd" | "th");
            if word.len() == 1 || ordinal {
                out.push(number);
            } else if word == "hr" && out.last() == Some(&number) {
                out.push(Token::Plain(Class::Billing, None)); // 8 hr; alone it is human resources
            } else {
                match latin_words(word) {
                    Some(classes) => out.extend(classes.into_iter().map(|class| Token::Plain(class, None))),
                    None => out.push(Token::Latin),
                }
            }
        }
        after_digits = digits;
    }
}

/// The classes of a Latin word that is one or several uninformative words in a row (`specone`, `planb`). Inside, only
/// words of three letters and more count, else `moon` would be `mo` and `on`.
fn latin_words(word: &str) -> Option<Vec<Class>> {
    if let Some(class) = words::latin_class(word) {
        return Some(vec![class]);
    }
    let len = word.len();
    // best[i]: the classes of word[..i]
    let mut best: Vec<Option<Vec<Class>>> = vec![None; len + 1];
    best[0] = Some(Vec::new());
    for from in 0..len {
        let Some(classes) = best[from].clone() else {
            continue;
        };
        for to in from + 1..=len.min(from + LONGEST_LATIN) {
            let part = &word[from..to];
            let label = to == len && from > 0 && matches!(part, "a" | "b" | "ii" | "iii" | "iv");
            let class = match part.len() {
                _ if label => Some(Class::Number),
                3.. => words::latin_class(part),
                _ => None,
            };
            if let (None, Some(class)) = (&best[to], class) {
                best[to] = Some([classes.as_slice(), &[class]].concat());
            }
        }
    }
    best.pop().flatten()
}

/// Longest Latin word of the tables, in letters.
const LONGEST_LATIN: usize = 14;

/// The Chinese characters alone, with everything between them dropped: some when together they say nothing.
fn han_alone(glyphs: &[Glyph]) -> Option<Vec<Class>> {
    let run: Vec<char> = glyphs
        .iter()
        .filter(|g| g.kind == Kind::Han)
        .map(|g| g.c)
        .collect();
    let mut out = Vec::new();
    push_han(&run, false, &mut out);
    out.into_iter().map(Token::class).collect()
}

/// Splits a run of Chinese: content words first, the rest so that as few characters as possible are left over.
fn push_han(run: &[char], after_number: bool, out: &mut Vec<Token>) {
    let mut from = 0;
    let mut i = 0;
    while i < run.len() {
        match words::content_word(&run[i..]) {
            Some(len) => {
                cover(&run[from..i], after_number && from == 0, out);
                out.push(Token::Content);
                i += len;
                from = i;
            }
            None => i += 1,
        }
    }
    cover(&run[from..], after_number && from == 0, out);
}

/// One step of the best way to a position.
#[derive(Clone, Copy)]
struct Step {
    left_over: usize,
    words: usize,
    from: usize,
    from_number: bool,
    class: Option<Class>,
}

/// The split with the fewest left-over characters, then the fewest words. A word that counts only after a numeral
/// makes "was the last word a numeral" part of the position.
fn cover(run: &[char], after_number: bool, out: &mut Vec<Token>) {
    let mut best: Vec<[Option<Step>; 2]> = vec![[None; 2]; run.len() + 1];
    let start = Step {
        left_over: 0,
        words: 0,
        from: 0,
        from_number: false,
        class: None,
    };
    best[0][usize::from(after_number)] = Some(start);
    for from in 0..run.len() {
        for was_number in [false, true] {
            let Some(step) = best[from][usize::from(was_number)] else {
                continue;
            };
            let mut offer = |to: usize, class: Option<Class>, left_over: usize| {
                let next = Step {
                    left_over: step.left_over + left_over,
                    words: step.words + 1,
                    from,
                    from_number: was_number,
                    class,
                };
                let slot = &mut best[to][usize::from(class == Some(Class::Number))];
                if slot.is_none_or(|old| (next.left_over, next.words) < (old.left_over, old.words)) {
                    *slot = Some(next);
                }
            };
            offer(from + 1, None, 1);
            for to in from + 1..=run.len().min(from + words::LONGEST_HAN) {
                let word: String = run[from..to].iter().collect();
                if let Some(class) = words::han_class(&word, was_number) {
                    offer(to, Some(class), 0);
                }
            }
        }
    }
    let mut at = run.len();
    let mut number = match best[at] {
        [Some(a), Some(b)] => (b.left_over, b.words) < (a.left_over, a.words),
        [None, Some(_)] => true,
        _ => false,
    };
    let mut found = Vec::new();
    while at > 0 {
        let Some(step) = best[at][usize::from(number)] else {
            break;
        };
        let single = (step.from + 1 == at).then(|| run[step.from]);
        found.push(
            step.class
                .map_or(Token::Han(run[at - 1]), |class| Token::Plain(class, single)),
        );
        at = step.from;
        number = step.from_number;
    }
    out.extend(found.into_iter().rev());
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(name: &str) -> Option<Code> {
        says_nothing(&Folded::new(name))
    }

    #[test]
    fn a_chinese_run_is_split_so_that_least_is_left_over() {
        let mut out = Vec::new();
        push_han(&"第一阶段年费金".chars().collect::<Vec<_>>(), false, &mut out);
        assert_eq!(
            out,
            [
                Token::Plain(Class::Filler, Some('第')),
                Token::Plain(Class::Number, Some('一')),
                Token::Plain(Class::Counter, None),
                Token::Plain(Class::Billing, None),
                Token::Han('金')
            ]
        );
    }

    #[test]
    fn letters_between_the_characters_do_not_make_content() {
        assert_eq!(code("规x格1"), Some(Code::NameIsBareCounter));
        assert_eq!(code("包x年"), Some(Code::NameIsBillingWord));
        assert_eq!(code("mon-thly"), Some(Code::NameIsBillingWord));
        assert_eq!(code("云x盘"), None);
    }

    #[test]
    fn one_character_is_content_only_as_what_is_counted() {
        for (name, expected) in [
            ("50人", None),
            ("套餐 50人", None),
            ("四核", None),
            ("全员版", None),
            ("平台版", None),
            ("工单 1", None),
            ("邮件套餐", None),
            ("金版", Some(Code::NameSaysNothing)),
            ("规格金", Some(Code::NameSaysNothing)),
            ("规格1金", Some(Code::NameSaysNothing)),
            ("云", Some(Code::NameSaysNothing)),
            ("云云", Some(Code::NameSaysNothing)),
        ] {
            assert_eq!(code(name), expected, "{name}");
        }
    }
}
