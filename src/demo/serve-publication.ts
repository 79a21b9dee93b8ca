import type { FastifyPluginCallback, FastifyReply } from 'fastify'
import { publicationFeed } from './publication-feed.ts'
import { articlePage, frontPage, notFoundPage } from './publication-page.tsx'
import { findArticle, type Publication } from './publication.ts'

/**
 * The sample site as a Fastify plugin: front page, feed, articles, images and style sheet under the prefix it
 * is registered with. `baseUrl` is the absolute address of that prefix, such as `http://127.0.0.1:3000/sample`.
 */
export function servePublication(publication: Publication, baseUrl: string): FastifyPluginCallback {
  const site = { publication, baseUrl }

  return (app, _options, done) => {
    app.get('/', (_request, reply) => sendPage(reply, frontPage(site)))

    app.get('/feed.xml', (_request, reply) =>
      reply.type('application/rss+xml; charset=utf-8').send(publicationFeed(publication, baseUrl)),
    )

    app.get('/style.css', (_request, reply) =>
      reply.type('text/css; charset=utf-8').send(publication.stylesheet),
    )

    app.get<{ Params: { slug: string } }>('/articles/:slug', (request, reply) => {
      const article = findArticle(publication, request.params.slug)
      return article ? sendPage(reply, articlePage(site, article)) : reply.callNotFound()
    })

    app.get<{ Params: { name: string } }>('/images/:name.png', (request, reply) => {
      const image = publication.images.get(request.params.name)
      // Mail readers show the pictures of an article from pages of their own.
      const open = reply.header('cross-origin-resource-policy', 'cross-origin')
      return image ? open.type('image/png').send(image) : reply.callNotFound()
    })

    app.setNotFoundHandler((_request, reply) => sendPage(reply.code(404), notFoundPage(site)))
    done()
  }
}

function sendPage(reply: FastifyReply, html: string): FastifyReply {
  return reply.type('text/html; charset=utf-8').send(html)
}
