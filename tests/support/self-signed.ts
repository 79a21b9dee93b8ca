import { generateKeyPairSync, sign } from 'node:crypto'

export interface Identity {
  readonly key: string
  readonly cert: string
}

/** A certificate for 127.0.0.1 and localhost (RFC 5280), valid between two dates, signed by its own key. */
export function selfSigned(from: Date, to: Date): Identity {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const name = seq(tlv(0x31, seq(oid('550403'), tlv(0x0c, Buffer.from('localhost')))))
  const names = seq(tlv(0x82, Buffer.from('localhost')), tlv(0x87, Buffer.of(127, 0, 0, 1)))
  const tbs = seq(
    tlv(0xa0, tlv(0x02, Buffer.of(2))),
    tlv(0x02, Buffer.of(1)),
    ecdsaWithSha256,
    name,
    seq(time(from), time(to)),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    tlv(0xa3, seq(seq(oid('551d11'), tlv(0x04, names)))),
  )
  const signature = tlv(0x03, Buffer.concat([Buffer.of(0), sign('sha256', tbs, privateKey)]))
  const der = seq(tbs, ecdsaWithSha256, signature).toString('base64')
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: `-----BEGIN CERTIFICATE-----\n${der.replace(/.{64}/g, '$&\n')}\n-----END CERTIFICATE-----\n`,
  }
}

function tlv(tag: number, ...contents: readonly Buffer[]): Buffer {
  const content = Buffer.concat(contents)
  const { length } = content
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255]
  return Buffer.concat([Buffer.of(tag, ...size), content])
}

const seq = (...contents: readonly Buffer[]): Buffer => tlv(0x30, ...contents)

const oid = (hex: string): Buffer => tlv(0x06, Buffer.from(hex, 'hex'))

const ecdsaWithSha256 = seq(oid('2a8648ce3d040302'))

/** GeneralizedTime, to the second. */
function time(at: Date): Buffer {
  return tlv(0x18, Buffer.from(at.toISOString().replace(/[-:T]|\.\d+/g, '')))
}
