/** Sinatra applications as people write them, and what they serve. */
import type { FrameworkExample } from './framework.ts';

/** The examples. */
export const sinatraExamples: readonly FrameworkExample[] = [
  {
    title: 'the classic style',
    files: {
      'app.rb': `
require 'sinatra'
require 'net/http'

before '/admin/*' do
  halt 401 unless session[:user]
end

# Says hello.
get '/hello/:name' do
  params[:greeting]
end

# get '/old' do end
post '/items/?' do
  protected!
  params['title']
end

get('/admin/stats') { Net::HTTP.get('/elsewhere') }
cache = {}
cache.get('/key')`,
    },
    routes: [
      {
        route: 'GET /hello/{name}',
        params: ['path name', 'query greeting'],
        purpose: 'Says hello.',
        auth: 'unknown',
        line: 10,
      },
      { route: 'POST /items', params: ['body title'] },
      { route: 'GET /admin/stats', auth: 'required session' },
    ],
  },
  {
    title: 'classes, namespaces, config.ru',
    files: {
      'config.ru': `
require './lib/api'
require './lib/web'
map '/api' do
  run Shop::Api
end
run Shop::Web`,
      'lib/base.rb': `
module Shop
  class Base < Sinatra::Base
    get('/health') { 'ok' }
  end
end`,
      'lib/api.rb': `
require_relative 'base'
module Shop
  class Api < Base
    register Sinatra::Namespace
    VERSION = 'v2'
    namespace "/#{VERSION}" do
      get '/items/:id' do
        json Item.find(params[:id])
      end
      %w[red blue].each do |color|
        delete "/colors/#{color}" do
        end
      end
    end
  end
end`,
      'lib/web.rb': `
module Shop
  class Web < Sinatra::Base
    get '/' do
      erb :index
    end
  end
end`,
    },
    routes: [
      { route: 'GET /api/health' },
      { route: 'GET /api/v2/items/{id}' },
      { route: 'DELETE /api/v2/colors/red' },
      { route: 'DELETE /api/v2/colors/blue' },
      { route: 'GET /' },
    ],
  },
];
