/** Grape APIs as people write them, and what they serve. */
import type { FrameworkExample } from './framework.ts';

/** The examples. */
export const grapeExamples: readonly FrameworkExample[] = [
  {
    title: 'versions, prefixes, mounts, declared parameters',
    files: {
      'app/api/root.rb': `
module Shop
  class Root < Grape::API
    prefix :api
    version 'v1', using: :path
    format :json

    before do
      authenticate!
    end

    mount Shop::Orders
    mount Shop::Status => '/internal'
  end
end`,
      'app/api/orders.rb': `
module Shop
  class Orders < Grape::API
    resource :orders do
      desc 'Lists orders.'
      params do
        optional :page, type: Integer
      end
      get do
        HTTP.get('/elsewhere')
      end

      route_param :id, type: Integer do
        get { Order.find(params[:id]) }

        params do
          requires :note, type: String
        end
        post 'notes' do
        end
      end
      # get :old do end
    end
  end
end`,
      'app/api/status.rb': `
module Shop
  class Status < Grape::API
    get(:ping) { 'pong' }
  end
end`,
    },
    routes: [
      {
        route: 'GET /api/v1/orders',
        params: ['query page: integer'],
        purpose: 'Lists orders.',
        auth: 'required',
        line: 9,
      },
      { route: 'GET /api/v1/orders/{id}', params: ['path id: integer'] },
      { route: 'POST /api/v1/orders/{id}/notes', params: ['path id', 'body note'] },
      { route: 'GET /api/v1/internal/ping' },
    ],
  },
];
