"""Ed25519 of RFC 8032, verified as docs/protocol.md says (section 1, "Verifying").

Libraries differ in what they accept at the edges; here every rule can be read.
"""

from hashlib import sha512

P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P
ROOT_OF_MINUS_ONE = pow(2, (P - 1) // 4, P)


# Points are (x, y, z, t) with x/z and y/z the coordinates, and t/z their product.
NEUTRAL = (0, 1, 1, 0)


def add(p, q):
    a, b = (p[1] - p[0]) * (q[1] - q[0]) % P, (p[1] + p[0]) * (q[1] + q[0]) % P
    c, d = 2 * p[3] * q[3] * D % P, 2 * p[2] * q[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return (e * f % P, g * h % P, f * g % P, e * h % P)


def multiply(scalar, point):
    result = NEUTRAL
    while scalar:
        if scalar & 1:
            result = add(result, point)
        point = add(point, point)
        scalar >>= 1
    return result


def encode(point):
    inverse = pow(point[2], -1, P)
    x, y = point[0] * inverse % P, point[1] * inverse % P
    return (y | (x & 1) << 255).to_bytes(32, "little")


def decode(data):
    """The point, or None when `data` is not the canonical encoding of one."""
    number = int.from_bytes(data, "little")
    sign, y = number >> 255, number % (1 << 255)
    if y >= P:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * ROOT_OF_MINUS_ONE % P
    if (x * x - square) % P or (x == 0 and sign):
        return None
    if x & 1 != sign:
        x = P - x
    return (x, y, 1, x * y % P)


BASE = decode((4 * pow(5, -1, P) % P).to_bytes(32, "little"))


def of_small_order(point):
    return encode(multiply(8, point)) == encode(NEUTRAL)


def is_key(data):
    point = decode(data)
    return len(data) == 32 and point is not None and not of_small_order(point)


def public_key(seed):
    number = int.from_bytes(sha512(seed).digest()[:32], "little")
    return encode(multiply(number & (1 << 254) - 8 | 1 << 254, BASE))


def verifies(key, signature, message):
    """Whether `signature`, 64 bytes, is that of `message` under `key`, which is_key."""
    r, s = signature[:32], int.from_bytes(signature[32:], "little")
    point = decode(r)
    if s >= L or point is None or of_small_order(point):
        return False
    h = int.from_bytes(sha512(r + key + message).digest(), "little") % L
    x, y, z, t = multiply(h, decode(key))
    return encode(add(multiply(s, BASE), (P - x, y, z, P - t))) == r
