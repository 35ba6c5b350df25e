"""ML-KEM-768 of FIPS 203, as far as who receives needs it: a key from its seed, and decapsulation.

Written to be read beside the standard, whose names of algorithms it keeps. It takes no care to
run in constant time.
"""

from functools import lru_cache
from hashlib import sha3_256, sha3_512, shake_128, shake_256

N, Q, K = 256, 3329, 3
U_BITS, V_BITS = 10, 4


def reversed_bits(i):
    return int(f"{i:07b}"[::-1], 2)


ZETAS = [pow(17, reversed_bits(i), Q) for i in range(128)]
GAMMAS = [pow(17, 2 * reversed_bits(i) + 1, Q) for i in range(128)]


# Polynomials: lists of 256 coefficients


def add(a, b):
    return [(x + y) % Q for x, y in zip(a, b)]


def total(polynomials):
    result = [0] * N
    for polynomial in polynomials:
        result = add(result, polynomial)
    return result


def ntt(f):
    f, i, length = list(f), 1, 128
    while length >= 2:
        for start in range(0, N, 2 * length):
            for j in range(start, start + length):
                t = ZETAS[i] * f[j + length] % Q
                f[j + length], f[j] = (f[j] - t) % Q, (f[j] + t) % Q
            i += 1
        length //= 2
    return f


def inverse_ntt(f):
    f, i, length = list(f), 127, 2
    while length <= 128:
        for start in range(0, N, 2 * length):
            for j in range(start, start + length):
                t = f[j]
                f[j] = (t + f[j + length]) % Q
                f[j + length] = ZETAS[i] * (f[j + length] - t) % Q
            i -= 1
        length *= 2
    return [x * 3303 % Q for x in f]


def multiply(f, g):
    """The product of two polynomials that are in NTT form."""
    h = []
    for i, gamma in enumerate(GAMMAS):
        a, b, c, d = f[2 * i], f[2 * i + 1], g[2 * i], g[2 * i + 1]
        h += [(a * c + b * d * gamma) % Q, (a * d + b * c) % Q]
    return h


def dot(row, column):
    return total(multiply(a, b) for a, b in zip(row, column))


# Bytes


def encode(bits, f):
    """ByteEncode: 256 numbers of `bits` bits, the lowest bit first."""
    return sum(x << bits * i for i, x in enumerate(f)).to_bytes(32 * bits, "little")


def decode(bits, data):
    number = int.from_bytes(data, "little")
    return [(number >> bits * i) % (1 << bits) for i in range(N)]


def compress(bits, f):
    return [((x << bits) + Q // 2) // Q % (1 << bits) for x in f]


def decompress(bits, f):
    return [(x * Q + (1 << bits - 1)) >> bits for x in f]


def pieces(data, size):
    return [data[i : i + size] for i in range(0, len(data), size)]


# Samples


def sample_uniform(seed):
    """SampleNTT: a polynomial in NTT form."""
    data = shake_128(seed).digest(1344)  # fails for no seed that anyone will meet
    found = []
    for a, b, c in zip(data[::3], data[1::3], data[2::3]):
        found += [x for x in (a + 256 * (b % 16), b // 16 + 16 * c) if x < Q]
    return found[:N]


def sample_small(seed, index):
    """SamplePolyCBD with η = 2 of the pseudorandom bytes of that index."""
    number = int.from_bytes(shake_256(seed + bytes([index])).digest(128), "little")
    nibbles = [number >> 4 * i & 15 for i in range(N)]
    return [(x & 1) + (x >> 1 & 1) - (x >> 2 & 1) - (x >> 3) for x in nibbles]


def matrix(rho):
    return [[sample_uniform(rho + bytes([j, i])) for j in range(K)] for i in range(K)]


# The scheme


@lru_cache(maxsize=512)
def key(seed):
    """The secret vector in NTT form, and the encapsulation key, of the 64 bytes d ‖ z."""
    digest = sha3_512(seed[:32] + bytes([K])).digest()
    rho, sigma = digest[:32], digest[32:]
    secret = [ntt(sample_small(sigma, i)) for i in range(K)]
    errors = [ntt(sample_small(sigma, K + i)) for i in range(K)]
    public = [add(dot(row, secret), error) for row, error in zip(matrix(rho), errors)]
    return secret, b"".join(encode(12, f) for f in public) + rho


def encrypt(public, message, coins):
    t, rho = [decode(12, piece) for piece in pieces(public[:1152], 384)], public[1152:]
    y = [ntt(sample_small(coins, i)) for i in range(K)]
    errors = [sample_small(coins, K + i) for i in range(K + 1)]
    columns = zip(*matrix(rho))
    u = [add(inverse_ntt(dot(column, y)), error) for column, error in zip(columns, errors)]
    v = total([inverse_ntt(dot(t, y)), errors[K], decompress(1, decode(1, message))])
    return b"".join(encode(U_BITS, compress(U_BITS, f)) for f in u) + encode(
        V_BITS, compress(V_BITS, v))


def decrypt(secret, ciphertext):
    u = [ntt(decompress(U_BITS, decode(U_BITS, piece))) for piece in pieces(ciphertext[:960], 320)]
    v = decompress(V_BITS, decode(V_BITS, ciphertext[960:]))
    noisy = [a - b for a, b in zip(v, inverse_ntt(dot(secret, u)))]
    return encode(1, compress(1, [x % Q for x in noisy]))


def decapsulate(seed, ciphertext):
    """The shared secret, 32 bytes; pseudorandom when the ciphertext was made for no such key."""
    secret, public = key(seed)
    message = decrypt(secret, ciphertext)
    digest = sha3_512(message + sha3_256(public).digest()).digest()
    if encrypt(public, message, digest[32:]) != ciphertext:
        return shake_256(seed[32:] + ciphertext).digest(32)
    return digest[:32]
