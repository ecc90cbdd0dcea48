//! Just enough HTTP/1.1 to ask our own server on loopback.

use anyhow::{Context, Result, bail};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::time::Duration;

/// What is read of a body at once.
const PIECE: usize = 256 * 1024;

/// A request without redirects, cookies or retries.
pub struct Request<'a> {
    pub method: &'a str,
    pub path: &'a str,
    pub headers: &'a [(&'a str, &'a str)],
    pub body: &'a [u8],
}

pub struct Response {
    pub status: u16,
    /// Names in lower case.
    pub headers: Vec<(String, String)>,
    /// As sent: not decompressed.
    pub body: Vec<u8>,
}

impl Response {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(n, _)| n == name)
            .map(|(_, v)| v.as_str())
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

/// A plain GET.
///
/// # Errors
/// As [`send`].
pub fn get(base: &str, path: &str, headers: &[(&str, &str)]) -> Result<Response> {
    send(
        base,
        &Request {
            method: "GET",
            path,
            headers,
            body: &[],
        },
    )
}

/// One request over a connection of its own.
///
/// # Errors
/// When the server cannot be reached, is silent for thirty seconds, hangs up early, or speaks something else.
pub fn send(base: &str, request: &Request) -> Result<Response> {
    Connection::open(base)?.send(request)
}

/// A connection that is kept between requests: what a latency is measured over.
pub struct Connection {
    host: String,
    stream: BufReader<TcpStream>,
}

impl Connection {
    /// # Errors
    /// When the server cannot be reached.
    pub fn open(base: &str) -> Result<Self> {
        let host = base
            .strip_prefix("http://")
            .context("only http:// on loopback")?
            .trim_end_matches('/')
            .to_owned();
        let stream = TcpStream::connect(&host).with_context(|| format!("connecting to {host}"))?;
        stream.set_read_timeout(Some(Duration::from_secs(30)))?;
        stream.set_nodelay(true)?;
        Ok(Self {
            host,
            stream: BufReader::with_capacity(PIECE, stream),
        })
    }

    /// # Errors
    /// As [`send`].
    pub fn send(&mut self, request: &Request) -> Result<Response> {
        let mut body = Vec::new();
        let mut response = self.stream(request, |piece| body.extend_from_slice(piece))?;
        response.body = body;
        Ok(response)
    }

    /// Hands the body over as it arrives; the response's own is empty.
    ///
    /// # Errors
    /// As [`send`].
    pub fn stream(&mut self, request: &Request, sink: impl FnMut(&[u8])) -> Result<Response> {
        let mut head = format!(
            "{} {} HTTP/1.1\r\nhost: {}\r\n",
            request.method, request.path, self.host
        );
        for (name, value) in request.headers {
            head += &format!("{name}: {value}\r\n");
        }
        if !request.body.is_empty() || request.method != "GET" {
            head += &format!("content-length: {}\r\n", request.body.len());
        }
        let mut whole = format!("{head}\r\n").into_bytes();
        whole.extend_from_slice(request.body);
        self.stream.get_mut().write_all(&whole)?;
        read(&mut self.stream, sink)
    }
}

fn read(from: &mut impl BufRead, mut sink: impl FnMut(&[u8])) -> Result<Response> {
    let status = line(from)?
        .split(' ')
        .nth(1)
        .and_then(|s| s.parse().ok())
        .context("no status line")?;
    let mut headers = Vec::new();
    loop {
        let line = line(from)?;
        if line.is_empty() {
            break;
        }
        if let Some((name, value)) = line.split_once(':') {
            headers.push((name.to_ascii_lowercase(), value.trim().to_owned()));
        }
    }
    let response = Response {
        status,
        headers,
        body: Vec::new(),
    };
    let chunked = response
        .header("transfer-encoding")
        .is_some_and(|v| v.eq_ignore_ascii_case("chunked"));
    if chunked {
        loop {
            let size = line(from)?;
            let size = size.split(';').next().unwrap_or_default().trim();
            let size = u64::from_str_radix(size, 16).context("a chunk's size")?;
            take(from, size, &mut sink)?;
            anyhow::ensure!(line(from)?.is_empty(), "a chunk is longer than it says");
            if size == 0 {
                return Ok(response);
            }
        }
    }
    let length = response.header("content-length").map(str::parse);
    match length.transpose().context("content-length")? {
        Some(length) => take(from, length, &mut sink)?,
        None if matches!(status, 204 | 304) => {}
        None => {
            let mut rest = Vec::new();
            from.read_to_end(&mut rest).context("reading the answer")?;
            sink(&rest);
        }
    }
    Ok(response)
}

fn line(from: &mut impl BufRead) -> Result<String> {
    let mut line = Vec::new();
    from.take(64 * 1024)
        .read_until(b'\n', &mut line)
        .context("reading the answer")?;
    anyhow::ensure!(line.ends_with(b"\r\n"), "the answer was cut off in a line");
    Ok(String::from_utf8_lossy(&line[..line.len() - 2]).into_owned())
}

fn take(from: &mut impl BufRead, length: u64, sink: &mut impl FnMut(&[u8])) -> Result<()> {
    let mut left = length;
    while left > 0 {
        let piece = from.fill_buf().context("reading the answer")?;
        if piece.is_empty() {
            bail!("the answer was cut off: {left} bytes are missing");
        }
        let most = usize::try_from(left).unwrap_or(usize::MAX).min(piece.len());
        sink(&piece[..most]);
        from.consume(most);
        left -= most as u64;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(mut bytes: &[u8]) -> Result<Response> {
        let mut body = Vec::new();
        let mut response = read(&mut bytes, |piece| body.extend_from_slice(piece))?;
        response.body = body;
        anyhow::ensure!(
            bytes.is_empty(),
            "{} bytes are left for the next answer",
            bytes.len()
        );
        Ok(response)
    }

    #[test]
    fn plain_and_chunked_answers_are_read_and_cut_ones_refused() {
        let plain = answer(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nX-A: b\r\n\r\nhello").expect("plain");
        assert_eq!(
            (plain.status, plain.text().as_str(), plain.header("x-a")),
            (200, "hello", Some("b"))
        );
        let chunked = b"HTTP/1.1 404 Not Found\r\ntransfer-encoding: chunked\r\n\r\n5\r\nhello\r\n7;x=1\r\n, world\r\n0\r\n\r\n";
        assert_eq!(answer(chunked).expect("chunked").text(), "hello, world");
        let nothing = answer(b"HTTP/1.1 204 No Content\r\n\r\n").expect("nothing");
        assert_eq!((nothing.status, nothing.body.len()), (204, 0));
        for cut in [
            &b"HTTP/1.1 200 OK\r\n"[..],
            b"HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nhello",
            b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\nhel",
            b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\nhello\r\n",
        ] {
            assert!(answer(cut).is_err(), "{}", String::from_utf8_lossy(cut));
        }
    }
}
