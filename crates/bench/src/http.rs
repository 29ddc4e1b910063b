//! As much HTTP/1.1 as it takes to ask one server on this machine over and over: requests written beforehand, answers of known
//! length. A real client would cost more processor time than the service it measures.

use std::io;
use std::net::SocketAddr;

use tokio::net::TcpStream;

/// A connection that is kept open.
pub(crate) struct Connection {
    stream: TcpStream,
    buffer: Vec<u8>,
}

/// What came back; the body stays in the connection's buffer until the next question.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Reply<'a> {
    /// HTTP status.
    pub(crate) status: u16,
    /// The body.
    pub(crate) body: &'a [u8],
}

impl Connection {
    /// Connects.
    pub(crate) async fn open(address: SocketAddr) -> io::Result<Self> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        Ok(Self { stream, buffer: Vec::with_capacity(64 * 1024) })
    }

    /// Asks and waits for the whole answer.
    pub(crate) async fn ask(&mut self, request: &[u8]) -> io::Result<Reply<'_>> {
        self.send(request).await?;
        self.buffer.clear();
        let head_end = loop {
            let seen = self.buffer.len().saturating_sub(3);
            self.receive().await?;
            if let Some(at) = self.buffer[seen..].windows(4).position(|four| four == b"\r\n\r\n") {
                break seen + at + 4;
            }
        };
        let (status, length) = read_head(&self.buffer[..head_end])?;
        while self.buffer.len() < head_end + length {
            self.receive().await?;
        }
        Ok(Reply { status, body: &self.buffer[head_end..head_end + length] })
    }

    async fn send(&mut self, mut rest: &[u8]) -> io::Result<()> {
        while !rest.is_empty() {
            self.stream.writable().await?;
            match self.stream.try_write(rest) {
                Ok(written) => rest = &rest[written..],
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }

    async fn receive(&mut self) -> io::Result<()> {
        loop {
            self.stream.readable().await?;
            let filled = self.buffer.len();
            self.buffer.resize(filled + 32 * 1024, 0);
            let outcome = self.stream.try_read(&mut self.buffer[filled..]);
            self.buffer.truncate(filled + *outcome.as_ref().unwrap_or(&0));
            match outcome {
                Ok(0) => return Err(io::ErrorKind::UnexpectedEof.into()),
                Ok(_) => return Ok(()),
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => {}
                Err(error) => return Err(error),
            }
        }
    }
}

/// Status and length of the body.
fn read_head(head: &[u8]) -> io::Result<(u16, usize)> {
    let bad = || io::Error::new(io::ErrorKind::InvalidData, "an answer this client does not understand");
    let head = std::str::from_utf8(head).map_err(|_| bad())?;
    let mut lines = head.split("\r\n");
    let status = lines.next().and_then(|line| line.split(' ').nth(1)?.parse().ok()).ok_or_else(bad)?;
    let length = lines
        .filter_map(|line| line.split_once(':'))
        .find(|(name, _)| name.eq_ignore_ascii_case("content-length"))
        .and_then(|(_, value)| value.trim().parse().ok())
        .ok_or_else(bad)?;
    Ok((status, length))
}

#[cfg(test)]
mod tests {
    use super::read_head;

    #[test]
    fn status_and_length_are_read_and_nothing_is_guessed() {
        let head = b"HTTP/1.1 201 Created\r\nContent-Length: 17\r\netag: \"1\"\r\n\r\n";
        assert_eq!(read_head(head).expect("understood"), (201, 17));
        assert!(read_head(b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n").is_err());
        assert!(read_head(b"nonsense\r\n\r\n").is_err());
    }
}
