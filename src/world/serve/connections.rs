//! Accepts connections, and lets no client take more than its share.
//!
//! Takes sockets and a server that answers requests. A client may say nothing, say half a request, read no
//! answer or come a thousand times at once: the others are answered all the same. It must not know what is asked.

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::io::{Error, ErrorKind};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use axum::body::Body;
use axum::http::request::Parts;
use axum::http::{Request, Response};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;
use tokio_io_timeout::TimeoutStream;

/// How long nothing is accepted after the system could not open one more file.
const BREATH: Duration = Duration::from_millis(100);

/// What a client may use up.
#[derive(Clone, Copy, Debug)]
pub(super) struct Limits {
    /// How many connections there are at once; one more ends the least useful of them.
    pub(super) places: usize,
    /// How long a request's head may take, and how long a connection may wait for the next request.
    pub(super) head: Duration,
    /// How long a client may read nothing of its answer.
    pub(super) stall: Duration,
    /// How many bytes of a request are held.
    pub(super) bytes: usize,
}

/// Fewer than the files that any system lets a program open.
pub(super) const LIMITS: Limits = Limits {
    places: 200,
    head: Duration::from_secs(5),
    stall: Duration::from_secs(30),
    bytes: 64 * 1024,
};

/// Accepts connections from now on, each answered by `answer`.
pub(super) async fn accept<A>(socket: TcpListener, places: Arc<Places>, answer: Arc<A>)
where
    A: Fn(&Parts) -> Response<Body> + Send + Sync + 'static,
{
    loop {
        match socket.accept().await {
            Ok((stream, _)) => {
                let (place, sent_away) = Places::take(&places);
                let answer = Arc::clone(&answer);
                tokio::spawn(async move {
                    tokio::select! {
                        () = converse(stream, &place, answer.as_ref()) => {}
                        _ = sent_away => {}
                    }
                });
            }
            Err(error) if is_of_one_client(&error) => {}
            // Most likely too many files are open; a connection that ends closes one.
            Err(_) => {
                drop(places.locked().pop_first());
                tokio::time::sleep(BREATH).await;
            }
        }
    }
}

fn is_of_one_client(error: &Error) -> bool {
    use ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};
    matches!(
        error.kind(),
        ConnectionAborted | ConnectionRefused | ConnectionReset
    )
}

/// Answers one request after the other.
async fn converse(stream: TcpStream, place: &Place, answer: impl Fn(&Parts) -> Response<Body>) {
    let limits = place.places.limits;
    // News would otherwise wait for the receipt of what was said before.
    let _ = stream.set_nodelay(true);
    let mut stream = TimeoutStream::new(stream);
    stream.set_write_timeout(Some(limits.stall));
    let service = service_fn(|request: Request<hyper::body::Incoming>| {
        place.has_asked();
        let response = answer(&request.into_parts().0);
        async { Ok::<_, Infallible>(response) }
    });
    // How a conversation failed is the client's affair.
    let _ = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(limits.head)
        .max_buf_size(limits.bytes)
        .serve_connection(TokioIo::new(Box::pin(stream)), service)
        .await;
}

/// Who is sent away first: whoever never asked anything, then whoever came first.
type Rank = (bool, u64);

/// A connection ends when this is dropped.
type Leash = oneshot::Sender<Infallible>;

/// The connections there are.
#[derive(Debug)]
pub(super) struct Places {
    limits: Limits,
    /// How many there were.
    count: AtomicU64,
    taken: Mutex<BTreeMap<Rank, Leash>>,
}

impl Places {
    /// Nobody is there yet.
    pub(super) fn new(limits: Limits) -> Arc<Self> {
        Arc::new(Self {
            limits,
            count: AtomicU64::default(),
            taken: Mutex::default(),
        })
    }

    fn locked(&self) -> MutexGuard<'_, BTreeMap<Rank, Leash>> {
        self.taken.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A place for one more, and what ends when somebody else needs it.
    fn take(places: &Arc<Self>) -> (Place, oneshot::Receiver<Infallible>) {
        let (leash, sent_away) = oneshot::channel();
        let mut taken = places.locked();
        while taken.len() >= places.limits.places {
            taken.pop_first();
        }
        let number = places.count.fetch_add(1, Ordering::Relaxed);
        taken.insert((false, number), leash);
        let places = Arc::clone(places);
        (Place { places, number }, sent_away)
    }
}

/// The place of one connection, free again when this is dropped.
#[derive(Debug)]
struct Place {
    places: Arc<Places>,
    number: u64,
}

impl Place {
    fn has_asked(&self) {
        let mut taken = self.places.locked();
        if let Some(leash) = taken.remove(&(false, self.number)) {
            taken.insert((true, self.number), leash);
        }
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut taken = self.places.locked();
        taken.remove(&(false, self.number));
        taken.remove(&(true, self.number));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::net::SocketAddr;
    use tokio::io::{AsyncReadExt, AsyncWriteExt};

    const TIGHT: Limits = Limits {
        places: 3,
        head: Duration::from_millis(200),
        stall: Duration::from_millis(200),
        bytes: 8192,
    };
    /// Longer than what the system holds for a client that reads nothing.
    const LONG: usize = 32 << 20;
    const ASKING: &[u8] = b"GET / HTTP/1.1\r\nHost: a\r\n\r\n";

    /// Runs a client against a server with tight limits whose answer is long.
    fn with_server<F: Future<Output = ()>>(limits: Limits, client: impl FnOnce(SocketAddr) -> F) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        runtime.expect("threads can be started").block_on(async {
            let socket = TcpListener::bind("127.0.0.1:0").await.expect("a port is free");
            let address = socket.local_addr().expect("it is bound");
            let answer = |_: &Parts| Response::new(Body::from(vec![b'x'; LONG]));
            tokio::spawn(accept(socket, Places::new(limits), Arc::new(answer)));
            let ended = tokio::time::timeout(Duration::from_secs(60), client(address)).await;
            ended.expect("the client comes to an end");
        });
    }

    async fn connect(address: SocketAddr) -> TcpStream {
        TcpStream::connect(address).await.expect("it listens")
    }

    /// Reads until the server ends the connection; gives how much came.
    async fn rest(stream: &mut TcpStream) -> usize {
        let mut all = Vec::new();
        // It may be cut off instead of closed.
        let _ = stream.read_to_end(&mut all).await;
        all.len()
    }

    #[test]
    fn silence_and_dribble_are_ended() {
        with_server(TIGHT, async |address| {
            let mut silent = connect(address).await;
            let mut dribbling = connect(address).await;
            let mut idle = connect(address).await;
            idle.write_all(ASKING).await.expect("it reads");
            assert!(rest(&mut idle).await > LONG);
            assert_eq!(rest(&mut silent).await, 0);
            while dribbling.write_all(b"G").await.is_ok() {
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        });
    }

    #[test]
    fn an_answer_that_nobody_reads_is_ended() {
        with_server(TIGHT, async |address| {
            let mut deaf = connect(address).await;
            deaf.write_all(ASKING).await.expect("it reads");
            tokio::time::sleep(TIGHT.stall * 5).await;
            assert!(rest(&mut deaf).await < LONG);
        });
    }

    #[test]
    fn who_asked_nothing_makes_room_first() {
        let limits = Limits {
            head: Duration::from_secs(600),
            stall: Duration::from_secs(600),
            ..TIGHT
        };
        with_server(limits, async |address| {
            let mut asking = connect(address).await;
            asking.write_all(ASKING).await.expect("it reads");
            asking.read_exact(&mut [0; 100]).await.expect("it answers");
            let (mut first, mut second) = (connect(address).await, connect(address).await);
            let _third = connect(address).await;
            assert_eq!(rest(&mut first).await, 0);
            let _fourth = connect(address).await;
            assert_eq!(rest(&mut second).await, 0);
            asking
                .read_exact(&mut vec![0; LONG / 2])
                .await
                .expect("it goes on");
        });
    }
}
