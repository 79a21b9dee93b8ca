import { problemResponse } from './api-problem.ts'

/** The refusals that every route of the API about people may answer with, for its schema. */
export const peopleProblems = {
  400: problemResponse('The request is not as described, or holds no mail address; see errors.'),
  401: problemResponse('There is no token, or it is not valid.'),
  403: problemResponse('The token lacks the scope.'),
  500: problemResponse('Something went wrong here; nothing was stored.'),
  503: problemResponse('A part of the service is away; nothing was stored. Try again after Retry-After.'),
}

/** More of them, for routes that take a body. */
export const bodyProblems = {
  413: problemResponse('The request holds more than 1 MB.'),
  415: problemResponse('The body is not application/json.'),
}
