"""A mail server that takes everything and keeps nothing; writes its port, and runs until stopped."""

import socket
import sys
import threading


def serve(connection: socket.socket) -> None:
    """As little of SMTP as a sender needs, because it shares the processors with them."""
    with connection, connection.makefile("rb") as lines:
        connection.sendall(b"220 ready\r\n")
        for line in lines:
            word = line[:4].upper()
            if word == b"DATA":
                connection.sendall(b"354 go on\r\n")
                while lines.readline() != b".\r\n":
                    pass
            elif word == b"QUIT":
                connection.sendall(b"221 bye\r\n")
                return
            connection.sendall(b"250 OK\r\n")


def main() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        sys.stdout.write(f"{listening.getsockname()[1]}\n")
        sys.stdout.flush()
        while True:
            connection, _address = listening.accept()
            threading.Thread(target=serve, args=[connection], daemon=True).start()


if __name__ == "__main__":
    main()
