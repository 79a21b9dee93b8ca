/** A request to the API: GET without a body unless told otherwise. */
export interface ApiCall {
  readonly token: string | undefined
  readonly method?: string
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
}

/** What the API answers to a holder of a token; a body is sent as JSON, and the answer must be JSON too. */
export async function callApi(url: string, { token, method = 'GET', body, headers = {} }: ApiCall) {
  const response = await fetch(url, {
    method,
    headers: {
      authorization: `Bearer ${token}`,
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  // oxlint-disable-next-line typescript/no-explicit-any
  const answered: any = await response.json()
  return { status: response.status, headers: response.headers, body: answered }
}
